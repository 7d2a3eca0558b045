import { ButtonLink } from "./button";

/** For addresses that lead nowhere, inside the shell and without it. */
export function NothingHere({ what = "page" }: { what?: string }) {
  return (
    <div className="mx-auto flex max-w-prose flex-col items-start gap-2 px-4 py-16">
      <h1 className="text-title">There is no such {what}</h1>
      <p>The address is not right, or what it led to is no longer there.</p>
      <ButtonLink href="/" className="mt-2">Go to the overview</ButtonLink>
    </div>
  );
}
