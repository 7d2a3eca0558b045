import type { Metadata } from "next";
import { SignInForm } from "@/components/session/sign-in-form";
import { currentSession } from "@/lib/auth/current";
import { reasonOf, reasons } from "@/lib/auth/reasons";
import { returnPath } from "@/lib/auth/return-path";
import { deploymentKind } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where everybody starts. Says why someone is here again, and leads back to where they were. */
export default async function SignInPage({ searchParams }: Props) {
  const asked = await searchParams;
  const reason = reasonOf(asked.reason);
  const reference = typeof asked.reference === "string" && /^[\w-]{4,40}$/.test(asked.reference) ? asked.reference : null;
  const from = returnPath(asked.from);
  const session = await currentSession();
  return (
    <>
      <div className="flex flex-col gap-2">
        <h1 className="text-title">Sign in</h1>
        <p className="text-ink-muted">
          Use your own Jiko account. Jiko asks for your password and a one-time code; Countersign sees neither.
        </p>
        {deploymentKind() === "production" ? null : <p className="text-waiting">This desk talks to a sandbox: no real money.</p>}
      </div>
      {reason ? (
        <p role="status" className="rounded-control bg-sunken px-3 py-2">
          {reasons[reason]}
          {reference ? <span className="block text-small text-ink-muted">Reference: {reference}</span> : null}
        </p>
      ) : null}
      {session ? (
        <p className="text-ink-muted">{session.name} is signed in here. Signing in again ends that session.</p>
      ) : null}
      <SignInForm from={from} />
    </>
  );
}
