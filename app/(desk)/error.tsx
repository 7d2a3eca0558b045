"use client";

import { PageError } from "@/components/ui/page-error";

/** Inside the shell: the rest of the desk stays in reach. */
export default function DeskErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageError digest={error.digest} retry={reset} />;
}
