import { randomBytes } from "node:crypto";
import { type IncomingMessage, type ServerResponse } from "node:http";
import { type Provider } from "oidc-provider";
import { type Consents } from "./consents";
import { isActive, subjectOf, type Directory } from "./directory";
import { paths } from "./discovery";
import { type Library } from "./library";
import { pageHeaders } from "./page-headers";
import { codePage, consentPage, errorPage, lockedPage, passwordPage } from "./pages";
import { callbackOrigins } from "./provider";
import { splitScope } from "./scopes";
import { type PortalMember, type PortalOptions } from "./types";

type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;

/** How far a sign-in has come between password and code. */
interface Progress {
  memberId: string;
  wrongCodes: number;
}

const allowedCodes = 5;
const bodyLimit = 16 * 1024;
const wrongPassword = "The e-mail or the password is wrong.";

const nowSeconds = () => Math.floor(Date.now() / 1000);

interface Parts {
  library: Library;
  provider: Provider;
  options: PortalOptions;
  directory: Directory;
  consents: Consents;
}

/** The pages between an authorization request and its answer: e-mail and password, one-time code, consent. */
export function signInPages({ library, provider, options, directory, consents }: Parts) {
  const progress = new Map<string, Progress>();
  const origins = callbackOrigins(options.clients);

  return async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const show = (status: number, text: string, nonce?: string) => {
      response.writeHead(status, { ...pageHeaders(origins, nonce), "content-type": "text/html; charset=utf-8" });
      response.end(text);
    };
    const leave = (location: string): void => {
      response.writeHead(303, { ...pageHeaders(origins), location }).end();
    };

    let interaction: Interaction;
    try {
      interaction = await provider.interactionDetails(request, response);
    } catch (error) {
      if (!(error instanceof library.errors.SessionNotFound)) throw error;
      return show(400, errorPage("session_not_found", "This sign-in has expired or was started in another browser."));
    }
    const url = new URL(request.url!, options.issuer);
    if (url.pathname !== `${paths.signIn}/${interaction.uid}`) return show(404, errorPage("not_found", "There is no such page."));
    if (request.method !== "GET" && request.method !== "POST") return show(405, errorPage("method_not_allowed", "This page takes GET and POST."));

    const posted = request.method === "POST" ? await readForm(request) : null;
    if (posted === "too large") return show(413, errorPage("invalid_request", "The form is too large."));
    const form: URLSearchParams | null = posted;
    const step = form?.get("step") ?? null;
    const client = (await provider.Client.find(String(interaction.params.client_id)))!;
    const clientName = client.clientName ?? client.clientId;
    const consenting = interaction.prompt.name === "consent";
    const state = progress.get(interaction.uid) ?? null;

    if (step === "cancel" || (step === "deny" && consenting)) {
      progress.delete(interaction.uid);
      return leave(await finish(interaction, { error: "access_denied", error_description: "The member did not grant access" }));
    }
    return consenting ? consent() : signIn();

    async function consent(): Promise<void> {
      const member = directory.bySubject(interaction.session!.accountId);
      const scopes = splitScope(interaction.params.scope);
      if (step === "switch" || !isActive(member)) return leave(restart(interaction));
      if (step === "grant" && form?.get("agree") === "yes") {
        const grant = new provider.Grant({ accountId: interaction.session!.accountId, clientId: client.clientId });
        grant.addOIDCScope(scopes.join(" "));
        consents.remember(interaction.session!.uid, client.clientId, scopes);
        return leave(await finish(interaction, { consent: { grantId: await grant.save() } }));
      }
      const error = step === "grant" ? "Tick the box to grant access." : null;
      const pockets = options.pocketNames?.(member.id) ?? [];
      return show(error ? 422 : 200, consentPage({ clientName, error, member, scopes, pockets }));
    }

    async function signIn(): Promise<void> {
      if (state && state.wrongCodes >= allowedCodes) return show(423, lockedPage({ clientName }));
      if (step === "password") return password(form!.get("email") ?? "", form!.get("password") ?? "");
      if (state) return step === "code" ? code(state) : askCode(state, null);
      const { login_hint: hint } = interaction.params;
      return askPassword(url.searchParams.get("email") ?? (typeof hint === "string" ? hint : ""), null);
    }

    function password(email: string, given: string): void {
      const member = directory.byEmail(email);
      if (!member || given !== options.password) return askPassword(email, wrongPassword);
      if (!isActive(member)) return askPassword(email, "This membership is not active. Ask an admin of your company.");
      progress.set(interaction.uid, { memberId: member.id, wrongCodes: state?.wrongCodes ?? 0 });
      return leave(url.pathname);
    }

    async function code(current: Progress): Promise<void> {
      const member = directory.byId(current.memberId);
      if (form?.get("code")?.trim() !== options.code) {
        current.wrongCodes++;
        if (current.wrongCodes >= allowedCodes) return show(423, lockedPage({ clientName }));
        return askCode(current, `This code is wrong. ${triesLeft(allowedCodes - current.wrongCodes)}`);
      }
      progress.delete(interaction.uid);
      if (!isActive(member)) return askPassword("", "This membership is not active. Ask an admin of your company.");
      const accountId = subjectOf(member.id);
      await endOtherSession(interaction, accountId);
      const location = await finish(interaction, { login: { accountId, ts: nowSeconds(), remember: false } });
      options.onSignIn?.(member.id);
      return leave(location);
    }

    function askPassword(email: string, error: string | null): void {
      const nonce = randomBytes(16).toString("base64");
      show(error ? 422 : 200, passwordPage({ clientName, error, email, members: directory.members(), password: options.password, nonce }), nonce);
    }

    function askCode(current: Progress, error: string | null): void {
      const { email } = directory.byId(current.memberId) ?? ({ email: "" } as PortalMember);
      show(error ? 422 : 200, codePage({ clientName, error, email, code: options.code }));
    }
  };

  /** Hands the outcome of a page to the library and says where the browser goes on. */
  async function finish(interaction: Interaction, result: NonNullable<Interaction["result"]>): Promise<string> {
    interaction.result = result.error ? result : { ...interaction.lastSubmission, ...result };
    await interaction.save(interaction.exp - nowSeconds());
    return interaction.returnTo;
  }

  /** A second person in the same browser gets a session of their own; that of the first one ends, and with it what it consented to. */
  async function endOtherSession(interaction: Interaction, accountId: string): Promise<void> {
    const { session } = interaction;
    if (!session || session.accountId === accountId) return;
    await (await provider.Session.findByUid(session.uid))?.destroy();
    interaction.session = undefined;
  }

  /** The same authorization request once more, with a fresh sign-in. */
  function restart({ params }: Interaction): string {
    const again = new URLSearchParams(Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
    again.set("prompt", "login");
    return `${paths.authorize}?${again}`;
  }
}

const triesLeft = (left: number): string => (left === 1 ? "One more try is left." : `${left} more tries are left.`);

async function readForm(request: IncomingMessage): Promise<URLSearchParams | "too large"> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  return size > bodyLimit ? "too large" : new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
