"use client";

import { PageState } from "@/components/api/page-state";
import { PageError } from "@/components/ui/page-error";

/** Inside the shell: the rest of the desk stays in reach. */
export default function DeskErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <PageState>
      <PageError digest={error.digest} retry={reset} />
    </PageState>
  );
}
