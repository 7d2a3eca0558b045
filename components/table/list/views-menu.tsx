"use client";

import { useQuery } from "@tanstack/react-query";
import { Bookmark, Check, Trash2, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { Link } from "@/components/ui/link";
import { Menu, menuItem } from "@/components/ui/menu";
import { listSearch, readListAddress } from "@/lib/lists/address";
import { listHref } from "@/lib/lists/places";
import type { SavedView } from "@/lib/lists/views";
import { viewsQuery } from "./queries";
import { SaveViewDialog } from "./save-view-dialog";
import type { ListPlace } from "./use-list-address";

/** Views of a list that were saved, the way to save this one, and which one this began from. */
export function ViewsMenu({ place }: { place: ListPlace }) {
  const { list, view: id } = place;
  const router = useRouter();
  const views = useQuery(viewsQuery(list)).data?.views ?? [];
  const [saving, setSaving] = useState(false);
  const current = views.find((one) => one.id === id) ?? null;
  const here = listSearch(list, place).toString();
  const changed = current !== null && current.search !== here;
  const removal = useCommand<{ id: string }>("view.remove", { doneMessage: "The view is removed." });
  const remove = (one: SavedView) => {
    void removal.run({ id: one.id });
    if (one.id === id) router.replace(listHref(list, place), { scroll: false });
  };
  const group = (title: string, some: readonly SavedView[], close: () => void) =>
    some.length === 0 ? null : (
      <section aria-label={title} className="border-b border-line pb-1">
        <h3 className="px-2.5 py-1 text-small text-ink-muted">{title}</h3>
        <ul>
          {some.map((one) => (
            <li key={one.id} className="flex items-center">
              <Link
                href={listHref(list, readListAddress(list, new URLSearchParams(one.search)), one.id)}
                scroll={false}
                aria-current={one.id === id ? "true" : undefined}
                onClick={close}
                className={menuItem}
              >
                {one.id === id ? <Check aria-hidden className="size-4 flex-none" /> : <span aria-hidden className="size-4 flex-none" />}
                <span className="min-w-0 truncate">{one.name}</span>
                {one.team ? <Users aria-label="Shared with the team" className="size-3.5 flex-none text-ink-muted" /> : null}
                {one.own ? null : <span className="ml-auto text-small text-ink-muted">{one.by}</span>}
              </Link>
              {one.mayChange ? (
                <button
                  type="button"
                  aria-label={`Remove the view ${one.name}`}
                  onClick={() => remove(one)}
                  className="touch rounded-control p-1.5 text-ink-muted hover:bg-sunken hover:text-ink max-sm:px-3.5"
                >
                  <Trash2 aria-hidden className="size-4" />
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <>
      <Menu label={current ? `${current.name}${changed ? " (changed)" : ""}` : "Views"} icon={<Bookmark aria-hidden className="size-4" />}>
        {(close) => (
          <>
            {group("Your views", views.filter(({ own }) => own), close)}
            {group("The team's views", views.filter(({ own }) => !own), close)}
            {current ? (
              <Link href={listHref(list)} scroll={false} onClick={close} className={menuItem}>
                Back to the whole list
              </Link>
            ) : null}
            <button
              type="button"
              className={menuItem}
              onClick={() => {
                close();
                setSaving(true);
              }}
            >
              Save this view…
            </button>
          </>
        )}
      </Menu>
      {saving ? (
        <SaveViewDialog
          list={list}
          search={here}
          current={current?.mayChange ? current : null}
          onDone={(saved) => {
            setSaving(false);
            router.replace(listHref(list, place, saved), { scroll: false });
          }}
          onClose={() => setSaving(false)}
        />
      ) : null}
    </>
  );
}
