import { Consents } from "./consents";
import { Directory, isActive, subjectOf } from "./directory";
import { paths } from "./discovery";
import { loadLibrary } from "./library";
import { buildProvider } from "./provider";
import { splitScope } from "./scopes";
import { signInPages } from "./sign-in-pages";
import { PortalStore } from "./store";
import { type Portal, type PortalOptions, type VerifiedToken } from "./types";

export { type IssuedToken, type Portal, type PortalClient } from "./types";

/**
 * A local authorization portal that speaks Jiko's protocol (jiko-api, authorization.md), for loopback addresses alone.
 * What it knows of sign-ins and tokens lives in memory and has nothing to do with the company's state.
 * Throws for an issuer with a trailing slash; a client whose key does not fit its algorithm fails the first request.
 */
export function createPortal(options: PortalOptions): Portal {
  if (options.issuer.endsWith("/")) throw new Error("The issuer has no trailing slash");
  const store = new PortalStore();
  const directory = new Directory(options.members);
  const consents = new Consents();
  const refused = new Set<string>();
  const { host } = new URL(options.issuer);

  const start = async () => {
    const library = await loadLibrary();
    const provider = await buildProvider({ library, options, store, directory, consents, refused });
    return { protocol: provider.callback(), pages: signInPages({ library, provider, options, directory, consents }) };
  };
  const ready = start();
  ready.catch(() => undefined); // each request reports it

  const handler: Portal["handler"] = (request, response) => {
    request.headers.host = host; // every address in an answer is made from the issuer, whatever name the caller used
    const isPage = request.url?.startsWith(`${paths.signIn}/`);
    ready
      .then(({ protocol, pages }) => (isPage ? pages(request, response) : protocol(request, response)))
      .catch((error: unknown) => {
        console.error("The portal failed:", error);
        if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
        response.end(JSON.stringify({ error: "server_error" }));
      });
  };

  /** The member behind an entry of the store: the one who signed in, or the one a service client acts for. */
  const memberIdOf = (accountId: string | null | undefined, clientId: string | null | undefined): string | null => {
    if (accountId) return directory.bySubject(accountId)?.id ?? null;
    return options.clients.find((client) => client.clientId === clientId)?.memberId ?? null;
  };

  async function verifyAccessToken(token: string): Promise<VerifiedToken | null> {
    const personal = store.find("AccessToken", token);
    const payload = personal ?? store.find("ClientCredentials", token);
    if (!payload?.clientId || !payload.exp || payload.exp * 1000 <= Date.now()) return null;
    const memberId = memberIdOf(payload.accountId, payload.clientId);
    const member = memberId === null ? undefined : directory.byId(memberId);
    const actsForMember = personal !== undefined || memberId !== null;
    if (actsForMember && !isActive(member)) return null;
    const customerId = (member ?? directory.members()[0])?.customerId;
    if (!customerId) return null;
    return { memberId, customerId, scopes: splitScope(payload.scope), clientId: payload.clientId, jkt: payload.jkt ?? null };
  }

  return {
    handler,
    verifyAccessToken,
    issued: () => store.issued.map(({ kind, value, accountId, clientId }) => ({ kind, value, memberId: memberIdOf(accountId, clientId) })),
    revokeMember(memberId) {
      const subject = subjectOf(memberId);
      const isService = (model: string, clientId?: string) => model === "ClientCredentials" && memberIdOf(null, clientId) === memberId;
      store.remove((payload, model) => payload.accountId === subject || isService(model, payload.clientId));
    },
    refuseScopes(names) {
      refused.clear();
      for (const name of names) refused.add(name);
    },
    expireAccessTokens(memberId) {
      store.remove(
        (payload, model) =>
          (model === "AccessToken" || model === "ClientCredentials") &&
          (memberId === undefined || memberIdOf(payload.accountId, payload.clientId) === memberId),
      );
    },
  };
}
