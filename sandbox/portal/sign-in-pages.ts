import { randomBytes } from "node:crypto";
import { type IncomingMessage, type ServerResponse } from "node:http";
import { type Client, type Provider } from "oidc-provider";
import { type Consents } from "./consents";
import { isActive, maySignIn, subjectOf, type Directory } from "./directory";
import { paths } from "./discovery";
import { endOtherSession, finish, restart, type Interaction } from "./interaction";
import { type Library } from "./library";
import { pageHeaders } from "./page-headers";
import { codePage, consentPage, errorPage, lockedPage, passwordPage } from "./pages";
import { callbackOrigins } from "./provider";
import { readForm } from "./read-form";
import { splitScope } from "./scopes";
import { type PortalOptions } from "./types";

/** How far a sign-in has come between password and code. */
interface Progress {
  memberId: string;
  wrongCodes: number;
}

interface Parts {
  library: Library;
  provider: Provider;
  options: PortalOptions;
  directory: Directory;
  consents: Consents;
}

/** One visit of a page: what was asked, and the ways to answer. */
interface Visit {
  interaction: Interaction;
  client: Client;
  clientName: string;
  form: URLSearchParams | null;
  step: string | null;
  url: URL;
  show(status: number, text: string, nonce?: string): void;
  leave(location: string): void;
}

const allowedCodes = 5;
const wrongPassword = "The e-mail or the password is wrong.";
const notActive = "This membership is not active. Ask an admin of your company.";
const triesLeft = (left: number): string => (left === 1 ? "One more try is left." : `${left} more tries are left.`);

/** The pages between an authorization request and its answer: e-mail and password, one-time code, consent. */
export function signInPages({ library, provider, options, directory, consents }: Parts) {
  const progress = new Map<string, Progress>();
  const origins = callbackOrigins(options.clients);

  return async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const show: Visit["show"] = (status, text, nonce) => {
      response.writeHead(status, { ...pageHeaders(origins, nonce), "content-type": "text/html; charset=utf-8" }).end(text);
    };
    const leave: Visit["leave"] = (location) => {
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
    const posted = request.method === "POST";
    if (!posted && request.method !== "GET") return show(405, errorPage("invalid_request", "This page takes GET and POST."));
    const form = posted ? await readForm(request) : null;
    if (form === "too large") return show(413, errorPage("invalid_request", "The form is too large."));
    const client = (await provider.Client.find(String(interaction.params.client_id)))!;
    const clientName = client.clientName ?? client.clientId;
    const visit: Visit = { interaction, client, clientName, form, step: form?.get("step") ?? null, url, show, leave };
    const consenting = interaction.prompt.name === "consent";

    if (visit.step === "cancel" || (visit.step === "deny" && consenting)) {
      progress.delete(interaction.uid);
      return leave(await finish(interaction, { error: "access_denied", error_description: "The member did not grant access" }));
    }
    return consenting ? consent(visit) : signIn(visit);
  };

  async function consent({ interaction, client, clientName, form, step, show, leave }: Visit): Promise<void> {
    const { accountId, uid } = interaction.session!;
    const member = directory.bySubject(accountId);
    const scopes = splitScope(interaction.params.scope);
    if (step === "switch" || !isActive(member)) return leave(restart(interaction));
    if (step === "grant" && form?.get("agree") === "yes") {
      const grant = new provider.Grant({ accountId, clientId: client.clientId });
      grant.addOIDCScope(scopes.join(" "));
      consents.remember(uid, client.clientId, scopes);
      return leave(await finish(interaction, { consent: { grantId: await grant.save() } }));
    }
    const error = step === "grant" ? "Tick the box to grant access." : null;
    const pockets = options.pocketNames?.(member.id) ?? [];
    show(error ? 422 : 200, consentPage({ clientName, error, member, scopes, pockets }));
  }

  async function signIn(visit: Visit): Promise<void> {
    const { interaction, clientName, form, step, url, show } = visit;
    const state = progress.get(interaction.uid);
    if (state && state.wrongCodes >= allowedCodes) return show(423, lockedPage({ clientName }));
    if (step === "password") return password(visit, form!.get("email") ?? "", form!.get("password") ?? "");
    if (state) return step === "code" ? code(visit, state) : askCode(visit, state, null);
    const { login_hint: hint } = interaction.params;
    askPassword(visit, url.searchParams.get("email") ?? (typeof hint === "string" ? hint : ""), null);
  }

  function password(visit: Visit, email: string, given: string): void {
    const { uid } = visit.interaction;
    const member = directory.byEmail(email);
    if (!member || given !== options.password) return askPassword(visit, email, wrongPassword);
    if (!maySignIn(member)) return askPassword(visit, email, notActive);
    progress.set(uid, { memberId: member.id, wrongCodes: progress.get(uid)?.wrongCodes ?? 0 });
    visit.leave(visit.url.pathname);
  }

  async function code(visit: Visit, state: Progress): Promise<void> {
    const { interaction, clientName, form, show, leave } = visit;
    if (form?.get("code")?.trim() !== options.code) {
      state.wrongCodes++;
      if (state.wrongCodes >= allowedCodes) return show(423, lockedPage({ clientName }));
      return askCode(visit, state, `This code is wrong. ${triesLeft(allowedCodes - state.wrongCodes)}`);
    }
    progress.delete(interaction.uid);
    const member = directory.byId(state.memberId);
    if (!maySignIn(member)) return askPassword(visit, "", notActive);
    const accountId = subjectOf(member.id);
    await endOtherSession(provider, interaction, accountId);
    const login = { accountId, ts: Math.floor(Date.now() / 1000), remember: false };
    options.onSignIn?.(member.id);
    const location = await finish(interaction, { login });
    leave(location);
  }

  function askPassword({ clientName, show }: Visit, email: string, error: string | null): void {
    const nonce = randomBytes(16).toString("base64");
    const view = { clientName, error, email, members: directory.members(), password: options.password, nonce };
    show(error ? 422 : 200, passwordPage(view), nonce);
  }

  function askCode({ show }: Visit, { memberId }: Progress, error: string | null): void {
    const email = directory.byId(memberId)?.email ?? "";
    show(error ? 422 : 200, codePage({ error, email, code: options.code }));
  }
}
