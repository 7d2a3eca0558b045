"use client";

import { PageError } from "@/components/ui/page-error";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main>
      <PageError digest={error.digest} retry={reset} />
    </main>
  );
}
