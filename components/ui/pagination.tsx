import { ChevronLeft, ChevronRight } from "lucide-react";
import { buttonLook } from "./button-look";
import { Link } from "./link";

interface PaginationProps {
  /** Null: there is no such page. */
  newer: string | null;
  older: string | null;
  label: string;
}

/** Pages of a cursor list: there are no numbers, only newer and older. */
export function Pagination({ newer, older, label }: PaginationProps) {
  if (!newer && !older) return null;
  return (
    <nav aria-label={label} className="mt-3 flex justify-between gap-2">
      <Step href={newer}>
        <ChevronLeft aria-hidden className="size-4" />
        Newer
      </Step>
      <Step href={older}>
        Older
        <ChevronRight aria-hidden className="size-4" />
      </Step>
    </nav>
  );
}

function Step({ href, children }: { href: string | null; children: React.ReactNode }) {
  if (!href) return <span aria-hidden />;
  return (
    <Link href={href} prefetch={false} className={buttonLook()}>
      {children}
    </Link>
  );
}
