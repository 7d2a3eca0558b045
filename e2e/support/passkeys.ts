import type { Page } from "@playwright/test";
import type { Statement } from "../../lib/approvals/statement";
import { SoftAuthenticator } from "../../lib/auth/testing/authenticator";
import { PortalBrowser, signIn as passPortal } from "../../sandbox/portal/sign-in-client";
import { clickUntil } from "./click-until";
import { deskOf, type DeskClient } from "./desk-client";
import { forgetSigning } from "./sessions";
import { stack } from "./stack";

const rpId = "localhost";

interface Options {
  nonce: string;
  options: { challenge: string; user?: { id: string } } | null;
}

/** Goes through Jiko's portal for a step-up of this client, as its browser would; answers the id in the address it comes back to. */
async function stepUp(client: DeskClient, email: string, body: object): Promise<string> {
  const { headers, body: begun } = await client.post<{ id: string; url: string }>("/api/step-ups", body);
  const cookie = headers.getSetCookie().map((line) => line.split(";")[0]!).join("; ");
  const { url } = await passPortal({ portalUrl: stack().portalUrl, authorizationUrl: begun.url, email, browser: new PortalBrowser() });
  const back = await fetch(url, { headers: { cookie }, redirect: "manual" });
  const step = new URL(back.headers.get("location")!, client.base).searchParams.get("step");
  if (!step) throw new Error(`The step-up led to ${back.headers.get("location")}`);
  return step;
}

/** Adds a passkey the whole way: made, tied to the member by a fresh sign-in at Jiko, on record. */
export async function enrol(client: DeskClient, email: string, authenticator = new SoftAuthenticator()): Promise<SoftAuthenticator> {
  const { origin } = client;
  const { body } = await client.post<Options>("/api/passkeys/options", {});
  const response = authenticator.create({ challenge: body.options!.challenge, origin, rpId, userHandle: body.options!.user!.id });
  const { nonce } = body;
  const step = await stepUp(client, email, { purpose: "enrol", nonce, response, returnTo: "/account" });
  const { status, body: told } = await client.send("passkey.enrol", { nonce, label: "Software", response, stepUp: step });
  if (status !== 200) throw new Error(`Enrolling answered ${status}: ${JSON.stringify(told)}`);
  return authenticator;
}

const authenticators = new Map<string, Promise<SoftAuthenticator>>();

/** The authenticator of a member, for as long as this process lives; enrolled through a session of its own the first time. */
export function authenticatorOf(email: string, base: string): Promise<SoftAuthenticator> {
  const known = authenticators.get(email) ?? deskOf(email, base).then((client) => enrol(client, email));
  authenticators.set(email, known);
  return known;
}

let counted = 0;
/** Ahead of every count before, in whichever browser the same passkey was used: tenths of a second, and never the same twice. */
const count = (): number => (counted = Math.max(counted + 1, Math.floor((Date.now() - Date.UTC(2026, 0, 1)) / 100)));

/** A statement signed with a passkey that this client's member has. */
export async function sign(client: DeskClient, authenticator: SoftAuthenticator, statement: Statement): Promise<unknown> {
  const { body } = await client.post<Options>("/api/gestures", statement);
  const response = authenticator.get({ challenge: body.options!.challenge, origin: client.origin, rpId, counter: count() });
  return { kind: "passkey", nonce: body.nonce, response };
}

/** Gives a page an authenticator that verifies its person without asking, with the passkeys of a software one where given. */
export async function authenticatorOn(page: Page, held?: SoftAuthenticator): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", transport: "internal", hasResidentKey: true,
      hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
  if (held) await session.send("WebAuthn.addCredential", { authenticatorId, credential: { ...held.exported(), signCount: count() } });
}

/** Ticks every risk that asks for it, and opens the confirm step. */
export async function openApprove(page: Page): Promise<void> {
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  await approve.waitFor();
  for (const tick of await page.getByRole("checkbox", { name: "I have looked at this" }).all()) await tick.check();
  await clickUntil(approve, page.getByRole("alertdialog"));
}

/** Approves the request that is open, with the page's passkey. */
export async function approve(page: Page): Promise<void> {
  await openApprove(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Approve with passkey" }).click();
}

/** Every passkey is gone, here and there: for tests of how somebody comes to one. */
export async function forgetPasskeys(): Promise<void> {
  authenticators.clear();
  await forgetSigning({ passkeys: true });
}
