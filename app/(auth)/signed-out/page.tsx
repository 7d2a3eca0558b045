import type { Metadata } from "next";
import { SignedOutNotice } from "@/components/session/signed-out-notice";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Signed out" };

export default function SignedOutPage() {
  return (
    <>
      <div className="flex flex-col gap-2">
        <h1 className="text-title">You are signed out</h1>
        <p className="text-ink-muted">Here and, within moments, at Jiko. On a shared computer, close the browser as well.</p>
      </div>
      <SignedOutNotice />
      <ButtonLink href="/sign-in">Sign in again</ButtonLink>
    </>
  );
}
