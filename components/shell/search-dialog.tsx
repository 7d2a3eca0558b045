"use client";

import { useRouter } from "next/navigation";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { DateText } from "@/components/ui/date-text";
import { useDesk } from "@/components/ui/desk";
import { MirrorLine } from "@/components/ui/mirror-line";
import { Money } from "@/components/ui/money";
import type { Found, FoundKind } from "@/lib/desk/search/types";
import { searchPlaces } from "./search-places";
import { useSearch } from "./use-search";

interface Option {
  key: string;
  href: string;
  title: string;
  detail: string;
  found: Found | null;
}

const groups: readonly [kind: FoundKind, title: string][] = [
  ["pocket", "Pockets"],
  ["payee", "Payees"],
  ["request", "Transfer requests"],
  ["wire", "Wires"],
  ["transaction", "Transactions"],
  ["trade", "Trades"],
];

/** Everything that was found, in groups, in the order of the screen. */
function groupsOf(text: string, permissions: readonly string[], found: readonly Found[]): { title: string; options: Option[] }[] {
  const places = searchPlaces(text, permissions).map((place) => ({ ...place, key: `place ${place.href}`, found: null }));
  return [
    { title: text.trim() ? "Pages and actions" : "What you can do", options: places },
    ...groups.map(([kind, title]) => ({
      title,
      options: found.filter((one) => one.kind === kind).map((one) => ({ key: `${kind} ${one.id}`, href: one.href, title: one.title, detail: one.detail, found: one })),
    })),
  ].filter(({ options }) => options.length > 0);
}

interface SearchDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Shows and hides the platform's own modal dialog; what was typed does not outlive it. */
export default function SearchDialog({ open, onClose }: SearchDialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    if (open && dialog && !dialog.open) dialog.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={box}
      data-search
      aria-label="Search"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === box.current && onClose()}
      className="mx-auto mt-[10dvh] mb-auto w-full max-w-xl rounded-control border border-line bg-panel p-0 text-ink shadow-float max-sm:mt-0 max-sm:max-w-none max-sm:rounded-none"
    >
      {open ? <Box onClose={onClose} /> : null}
    </dialog>
  );
}

/** A combobox (ARIA 1.2): the focus stays in the field, arrows move through the list, Enter opens. */
function Box({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const id = useId();
  const { viewer } = useDesk();
  const [text, setText] = useState("");
  const { answer, error, waiting } = useSearch(text);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => groupsOf(text, viewer.permissions, answer?.found ?? []), [text, viewer.permissions, answer]);
  const options = shown.flatMap((group) => group.options);
  const at = Math.min(active, options.length - 1);
  const optionId = (index: number) => `${id}-option-${index}`;

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at, shown]);

  const go = (option: Option | undefined) => {
    if (!option) return;
    onClose();
    router.push(option.href);
  };
  const press = (event: KeyboardEvent) => {
    const last = options.length - 1;
    const next: Record<string, number> = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1 };
    if (event.key in next && last >= 0) {
      event.preventDefault();
      setActive(next[event.key]!);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(options[at]);
    }
  };

  let index = -1;
  return (
    <div className="flex max-h-[80dvh] flex-col max-sm:max-h-dvh">
      <div className="flex items-center gap-2 border-b border-line p-2">
        <input
          // The dialog was opened in order to type here.
          autoFocus
          role="combobox"
          aria-label="Search pockets, payees, transfers, transactions and pages"
          aria-expanded={options.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={at >= 0 ? optionId(at) : undefined}
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={200}
          placeholder="Name, reference, amount, month…"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={press}
          className="control border-transparent text-lead"
        />
        <button type="button" onClick={onClose} className="touch rounded-control px-2.5 py-1 text-small text-ink-muted hover:bg-sunken">
          Close
        </button>
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Found" className="min-h-0 overflow-y-auto py-1">
        {shown.map((group, i) => (
          <div key={group.title} role="group" aria-labelledby={`${id}-group-${i}`}>
            <p id={`${id}-group-${i}`} className="px-4 pt-2 pb-0.5 text-small text-ink-muted">{group.title}</p>
            {group.options.map((option) => {
              const mine = ++index;
              return (
                <div
                  key={option.key}
                  id={optionId(mine)}
                  role="option"
                  aria-selected={mine === at}
                  onClick={() => go(option)}
                  onMouseMove={() => mine !== at && setActive(mine)}
                  className={`touch flex cursor-pointer items-baseline justify-between gap-4 px-4 py-1.5 ${mine === at ? "bg-accent-soft" : ""}`}
                >
                  <span className="min-w-0">
                    <span className="block truncate font-strong">{option.title}</span>
                    {option.detail ? <span className="block truncate text-small text-ink-muted">{option.detail}</span> : null}
                  </span>
                  {option.found ? <Facts found={option.found} /> : null}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <div className="border-t border-line px-4 py-2 text-small text-ink-muted">
        <p role="status">{statusOf(text, options.length, waiting, error !== null)}</p>
        {answer && answer.missing.length > 0 ? <p>Not searched just now: {answer.missing.join(", ")}.</p> : null}
        {answer?.mirror ? <MirrorLine state={answer.mirror} /> : null}
      </div>
    </div>
  );
}

function Facts({ found: { at, amount } }: { found: Found }) {
  return (
    <span className="flex flex-none flex-col items-end text-small text-ink-muted">
      {amount !== null ? <Money cents={amount} /> : null}
      {at ? <DateText at={at} form="day" /> : null}
    </span>
  );
}

function statusOf(text: string, count: number, waiting: boolean, failed: boolean): string {
  if (text.trim().length < 2) return "Type two letters or more. Arrows choose, Enter opens, Escape closes.";
  if (waiting) return "Searching…";
  const found = count === 0 ? "Nothing was found." : count === 1 ? "One result." : `${count} results.`;
  return failed ? `${found} Only pages could be searched; try again in a moment.` : found;
}
