import { randomBytes } from "node:crypto";
import { type ClientMetadata, type Configuration, type Grant, type KoaContextWithOIDC, type Provider } from "oidc-provider";
import { clientRules } from "./client-rules";
import { type Consents } from "./consents";
import { claimsOf, isActive, subjectOf, type Directory } from "./directory";
import { discoveryDocument, isServed, paths } from "./discovery";
import { clientKeys, defaultIdTokenAlg, signingKeys } from "./keys";
import { type Library } from "./library";
import { errorPage } from "./pages";
import { pageHeaders } from "./page-headers";
import { isReadScope, scopes, splitScope } from "./scopes";
import { type PortalStore } from "./store";
import { type PortalClient, type PortalOptions } from "./types";

const day = 24 * 3600;

interface Parts {
  library: Library;
  options: PortalOptions;
  store: PortalStore;
  directory: Directory;
  consents: Consents;
  /** Scopes that the portal answers `invalid_scope` to, as one that goes by Jiko's scopes page would. */
  refused: ReadonlySet<string>;
}

/** The authorization server: oidc-provider set up to Jiko's paths, documents, lifetimes and refusals. */
export async function buildProvider(parts: Parts): Promise<Provider> {
  const { library, options, store } = parts;
  const provider = new library.Provider(options.issuer, await configuration(parts));
  provider.use(async (ctx, next) => {
    if (!isServed(ctx.path)) {
      ctx.status = 404;
      ctx.body = { error: "not_found" };
      return;
    }
    ctx.set(pageHeaders(callbackOrigins(options.clients)));
    await next();
    if (ctx.path === paths.discovery && ctx.status === 200) ctx.body = discoveryDocument(options.issuer);
    if (ctx.path === paths.logout && ctx.status === 200) ctx.status = 204;
  });
  // The library's own default is a query redirect; both events come just before it reads the mode.
  const defaultMode = (ctx: KoaContextWithOIDC) => {
    if (ctx.oidc.params) ctx.oidc.params.response_mode ??= options.defaultResponseMode ?? "form_post";
  };
  provider.on("authorization.accepted", defaultMode);
  provider.on("authorization.error", defaultMode);
  provider.on("grant.success", (ctx) => {
    const value = (ctx.body as { id_token?: string }).id_token;
    if (value) store.issued.push({ kind: "id_token", value, accountId: ctx.oidc.account?.accountId ?? null, clientId: null });
  });
  provider.on("server_error", (_ctx, error) => console.error("The portal failed:", error));
  return provider;
}

/** Where forms of the portal's pages may end up: browsers hold a page to it through every redirect. */
export const callbackOrigins = (clients: readonly PortalClient[]): string[] => [
  ...new Set(clients.flatMap(({ redirectUris }) => redirectUris.map((uri) => new URL(uri).origin))),
];

async function configuration({ library, options, store, directory, consents, refused }: Parts): Promise<Configuration> {
  const { errors, interactionPolicy } = library;
  const rules = clientRules(errors, refused);
  const usedTwice = (model: string) =>
    model === "PushedAuthorizationRequest"
      ? new errors.InvalidRequestUri("request_uri was already used")
      : new errors.InvalidGrant(`${model} was already used`);

  const policy = interactionPolicy.base();
  const inactive = new interactionPolicy.Check("inactive", "the member is not active", "login_required", (ctx) => {
    const { accountId } = ctx.oidc.session!;
    return accountId !== undefined && !isActive(directory.bySubject(accountId));
  });
  policy.get("login")!.checks.add(inactive);

  return {
    adapter: (model: string) => store.adapter(model, usedTwice),
    clients: options.clients.map((client) => clientMetadata(client, options.requireDpop ?? false)),
    jwks: { keys: (await signingKeys(options.clients)) as never },
    routes: {
      authorization: paths.authorize,
      token: paths.token,
      pushed_authorization_request: paths.par,
      jwks: paths.jwks,
      userinfo: paths.user,
      revocation: paths.logout,
    },
    scopes: [...scopes],
    claims: {
      openid: ["sub", "auth_time", "member_id", "partner_id"],
      profile: ["name"],
      email: ["email", "email_verified"],
      phone: ["phone_number", "phone_number_verified"],
    },
    conformIdTokenClaims: false,
    responseTypes: ["code"],
    clientAuthMethods: ["private_key_jwt"],
    clientBasedCORS: () => false,
    clockTolerance: 5,
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    enabledJWA: {
      clientAuthSigningAlgValues: ["PS256", "EdDSA"],
      dPoPSigningAlgValues: ["EdDSA", "PS256", "ES256"],
      idTokenSigningAlgValues: ["RS256", "PS256"],
    },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: true, requireNonce: rules.freshProof },
      pushedAuthorizationRequests: { enabled: true },
      resourceIndicators: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => {
          const { kind, clientId, grantId } = token as unknown as { kind: string; clientId: string; grantId: string };
          if (kind === "RefreshToken" && clientId === client.clientId) store.removeRefreshTokens(grantId);
          return false; // the library would end the access tokens too
        },
      },
      rpInitiatedLogout: { enabled: false },
    },
    assertJwtClientAuthClaimsAndHeader: rules.assertion,
    // A validator of a parameter that nobody sends: the library calls it for every authorization request, pushed or not.
    extraParams: { sandbox: rules.authorization },
    // Cookies on a loopback address are shared over ports, hence names of our own.
    cookies: {
      keys: [randomBytes(32).toString("base64url")],
      names: { session: "portal_session", interaction: "portal_interaction", resume: "portal_resume" },
    },
    ttl: {
      AccessToken: 900,
      ClientCredentials: 900,
      AuthorizationCode: 60,
      RefreshToken: 90 * day,
      IdToken: 900,
      Interaction: 1800,
      Session: 8 * 3600,
      // Refresh tokens slide, each with 90 days of its own, and die with their grant.
      Grant: 3650 * day,
    },
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    expiresWithSession: async () => false,
    loadExistingGrant: (ctx) => grantFor(ctx, consents),
    findAccount: (_ctx, subject, token) => {
      const member = directory.bySubject(subject);
      // Without a token this is a portal session, whose inactive member the policy above sends to the sign-in page.
      if (!member || (token && !isActive(member))) return undefined;
      return { accountId: subjectOf(member.id), claims: async () => claimsOf(member) };
    },
    interactions: { policy, url: (_ctx, interaction) => `${paths.signIn}/${interaction.uid}` },
    renderError: (ctx, out) => {
      ctx.type = "html";
      ctx.body = errorPage(out.error, out.error_description ?? "");
    },
  };
}

/**
 * What this request is granted: the consent just given, or a grant of its own made from what this browser session
 * consented to before. Never an older grant, because a grant is the family of tokens that is revoked together.
 */
async function grantFor(ctx: KoaContextWithOIDC, consents: Consents): Promise<Grant | undefined> {
  const { oidc } = ctx;
  const { Grant: Grants } = oidc.provider;
  const given = oidc.result?.consent?.grantId;
  if (given) return Grants.find(given);
  const session = oidc.session!;
  const wanted = [...oidc.requestParamScopes];
  if (oidc.promptPending("login") || oidc.promptPending("consent")) return undefined;
  if (!session.accountId || !consents.covers(session.uid, oidc.client!.clientId, wanted)) return undefined;
  const grant = new Grants({ accountId: session.accountId, clientId: oidc.client!.clientId });
  grant.addOIDCScope(wanted.join(" "));
  await grant.save();
  return grant;
}

function clientMetadata(client: PortalClient, requireDpop: boolean): ClientMetadata {
  const own = splitScope((client.scopes ?? scopes).join(" "));
  const forPeople = client.grants.includes("authorization_code");
  return {
    client_id: client.clientId,
    client_name: client.name ?? client.clientId,
    redirect_uris: [...client.redirectUris],
    grant_types: [...client.grants],
    response_types: forPeople ? ["code"] : [],
    token_endpoint_auth_method: "private_key_jwt",
    jwks: { keys: clientKeys(client) as never },
    id_token_signed_response_alg: client.idTokenAlg ?? defaultIdTokenAlg,
    scope: (forPeople ? own : own.filter(isReadScope)).join(" "),
    dpop_bound_access_tokens: requireDpop,
  };
}
