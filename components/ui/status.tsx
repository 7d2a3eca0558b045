import clsx from "clsx";
import { Ban, CircleCheck, CircleDashed, CircleX, Clock, Hourglass, Info, Lock, RefreshCw, type LucideIcon } from "lucide-react";

export type Hue = "waiting" | "done" | "failed" | "info" | "quiet";

const looks: Record<Hue, string> = {
  waiting: "bg-waiting-soft text-waiting",
  done: "bg-done-soft text-done",
  failed: "bg-failed-soft text-failed",
  info: "bg-info-soft text-info",
  quiet: "bg-sunken text-ink-muted",
};

type Meaning = readonly [word: string, hue: Hue, icon: LucideIcon];

/** Each status has a word and an icon; the hue only repeats what they say. */
const meanings = {
  transfer: {
    PENDING_APPROVAL: ["Waits for approval", "waiting", Hourglass],
    APPROVED: ["Approved", "info", CircleCheck],
    PROCESSING: ["Processing", "info", RefreshCw],
    COMPLETED: ["Completed", "done", CircleCheck],
    REJECTED: ["Rejected", "failed", CircleX],
    CANCELED: ["Canceled", "quiet", Ban],
    FAILED: ["Failed", "failed", CircleX],
  },
  pocket: {
    PENDING: ["Being opened", "waiting", Hourglass],
    OPEN: ["Open", "done", CircleCheck],
    FROZEN: ["Frozen", "failed", Lock],
    CLOSED: ["Closed", "quiet", Ban],
  },
  portal: {
    OPEN: ["Open", "done", CircleCheck],
    CLOSED: ["Closed", "quiet", Ban],
  },
  movement: {
    BOOKED: ["Booked", "info", Clock],
    SETTLED: ["Settled", "done", CircleCheck],
  },
  report: {
    PENDING: ["Waits at Jiko", "waiting", Hourglass],
    PROCESSING: ["Being made", "info", RefreshCw],
    COMPLETED: ["Ready", "done", CircleCheck],
    FAILED: ["Failed", "failed", CircleX],
  },
  application: {
    CREATED: ["Draft", "quiet", CircleDashed],
    SUBMITTED: ["Submitted", "info", Clock],
    PENDING: ["Being checked", "info", RefreshCw],
    DOCUMENTS_NEEDED: ["Documents needed", "waiting", Hourglass],
    MANUAL_REVIEW: ["In review", "info", RefreshCw],
    APPROVED: ["Approved", "done", CircleCheck],
    REJECTED: ["Rejected", "failed", CircleX],
    CLOSED: ["Closed", "quiet", Ban],
  },
  document: {
    PENDING_UPLOAD: ["Waits for a file", "waiting", Hourglass],
    PENDING_REVIEW: ["Being looked at", "info", RefreshCw],
    APPROVED: ["Approved", "done", CircleCheck],
    INVALID: ["Not accepted", "failed", CircleX],
  },
  upload: {
    under_way: ["On its way", "info", RefreshCw],
    done: ["Sent", "done", CircleCheck],
    refused: ["Refused by Jiko", "failed", CircleX],
    failed: ["Not sent", "failed", CircleX],
    canceled: ["Stopped", "quiet", Ban],
    unknown: ["May have arrived", "waiting", Hourglass],
  },
  decision: {
    PENDING: ["Not decided", "waiting", CircleDashed],
    APPROVED: ["Approved", "done", CircleCheck],
    REJECTED: ["Rejected", "failed", CircleX],
  },
  member: {
    ACTIVE: ["Active", "done", CircleCheck],
    INVITED: ["Invited", "waiting", Hourglass],
    INACTIVE: ["Inactive", "quiet", Ban],
  },
  account: {
    PENDING: ["Being opened", "waiting", Hourglass],
    OPEN: ["Open", "done", CircleCheck],
    FROZEN: ["Frozen", "failed", Lock],
    CLOSED: ["Closed", "quiet", Ban],
  },
  payee: {
    PENDING: ["Being checked", "waiting", Hourglass],
    LINKED: ["Linked", "done", CircleCheck],
    UNLINKED: ["Unlinked", "quiet", Ban],
    VERIFIED: ["Verified", "done", CircleCheck],
    FAILED: ["Check failed", "failed", CircleX],
  },
  wire: {
    PROCESSING: ["On its way", "info", RefreshCw],
    SUCCESS: ["Arrived", "done", CircleCheck],
    REJECTED: ["Sent back", "failed", CircleX],
  },
} as const satisfies Record<string, Record<string, Meaning>>;

export type StatusKind = keyof typeof meanings;

/** The word for a status; one that is not known here stays as it was sent. */
export const statusWord = (of: StatusKind, value: string): string => (meanings[of] as Record<string, Meaning>)[value]?.[0] ?? value;

/** What state something is in: hue, icon and word together. */
export function Status({ of, value }: { of: StatusKind; value: string }) {
  const [word, hue, Icon] = (meanings[of] as Record<string, Meaning>)[value] ?? [value, "quiet", Info];
  return <Badge hue={hue} icon={Icon}>{word}</Badge>;
}

export function Badge({ hue, icon: Icon, children }: { hue: Hue; icon?: LucideIcon; children: React.ReactNode }) {
  return (
    <span className={clsx("inline-flex items-center gap-1 rounded-small px-1.5 py-0.5 text-small whitespace-nowrap", looks[hue])}>
      {Icon ? <Icon aria-hidden className="size-3.5 flex-none" /> : null}
      {children}
    </span>
  );
}

const noticeIcons: Record<Hue, LucideIcon> = { waiting: Hourglass, done: CircleCheck, failed: CircleX, info: Info, quiet: Info };

/** A sentence or two set apart: what a state means here, what happened to an action. */
export function Notice({ hue = "info", title, children }: { hue?: Hue; title?: React.ReactNode; children?: React.ReactNode }) {
  const Icon = noticeIcons[hue];
  return (
    <div className={clsx("flex items-start gap-2 rounded-control px-3 py-2", looks[hue])}>
      <Icon aria-hidden className="mt-1 size-4 flex-none" />
      <div className="max-w-prose min-w-0 text-ink">
        {title ? <p className="font-strong">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
