"use client";

import { Button, ButtonLink } from "./button";

/** What a page shows when it could not be made. `digest` finds the log line on the server. */
export function PageError({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  return (
    <div className="mx-auto flex max-w-prose flex-col items-start gap-2 px-4 py-16">
      <h1 className="text-title">This page could not be shown</h1>
      <p>Something went wrong in Countersign. Nothing was sent to Jiko because of it.</p>
      {digest ? (
        <p className="text-small text-ink-muted">
          Reference <span className="font-mono select-all">{digest}</span>
        </p>
      ) : null}
      <div className="mt-2 flex gap-2">
        <Button tone="primary" onClick={retry}>Try again</Button>
        <ButtonLink href="/">Go to the overview</ButtonLink>
      </div>
    </div>
  );
}
