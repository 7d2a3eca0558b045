"use client";

import "./globals.css";

/** When even the layout failed. It stands alone: no shell, no kit. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en-US">
      <body>
        <title>Something went wrong · Countersign</title>
        <main className="mx-auto flex max-w-prose flex-col items-start gap-2 px-4 py-16">
          <h1 className="text-title">Countersign could not show this page</h1>
          <p>Nothing was sent to Jiko because of it. Load the page again; if it happens again, tell whoever runs Countersign.</p>
          {error.digest ? <p className="text-small text-ink-muted">Reference {error.digest}</p> : null}
          {/* A whole page load, because nothing of this one can be trusted. */}
          {/* eslint-disable-next-line @next/next/no-html-link-for-pages */}
          <a href="/" className="link">Load the overview</a>
        </main>
      </body>
    </html>
  );
}
