"use client";

import { ChevronRight } from "lucide-react";
import clsx from "clsx";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Age, DateText } from "@/components/ui/date-text";
import { Link } from "@/components/ui/link";

interface RowProps {
  title: string;
  text: string;
  at: string;
  unread: boolean;
  /** Where it leads; null: it is read and that is all. */
  href: string | null;
  /** Null where it may not be marked. */
  onToggle: (() => void) | null;
  /** Stands before the title, and after the time. */
  badge?: ReactNode;
  more?: ReactNode;
}

/** One thing that somebody was told. Whoever follows it has read it. */
export function Row({ title, text, at, unread, href, onToggle, badge, more }: RowProps) {
  const follow = () => unread && onToggle?.();
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-0">
      <div className="min-w-0 flex-1 basis-64 wrap-anywhere">
        <p className={clsx(unread && "font-strong")}>
          {unread ? (
            <span className="mr-2 inline-block size-2 rounded-full bg-accent">
              <span className="sr-only">Unread: </span>
            </span>
          ) : null}
          {badge}
          {href ? (
            <Link href={href} onClick={follow} className="link">
              {title}
            </Link>
          ) : (
            title
          )}
        </p>
        <p className="max-w-prose">{text}</p>
        <p className="text-small text-ink-muted">
          <DateText at={at} /> · <Age since={at} />
          {more}
        </p>
      </div>
      <div className="flex flex-none items-center gap-2">
        {href ? (
          <Link href={href} onClick={follow} className="link touch inline-flex items-center">
            Open<span className="sr-only"> {text}</span>
            <ChevronRight aria-hidden className="size-4" />
          </Link>
        ) : null}
        {onToggle ? (
          <Button tone="quiet" onClick={onToggle}>
            Mark as {unread ? "read" : "unread"}
            <span className="sr-only">: {title}, {text}</span>
          </Button>
        ) : null}
      </div>
    </li>
  );
}
