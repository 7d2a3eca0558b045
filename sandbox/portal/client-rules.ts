import { decodeJwt } from "jose";
import { type KoaContextWithOIDC } from "oidc-provider";
import { type Library } from "./library";
import { isReadScope, scopes, splitScope } from "./scopes";

/** Seconds that a client assertion may live, and that a DPoP proof may be old or early. */
const assertionLifetime = 300;
const proofAge = 10;
const skew = 5;

const nowSeconds = () => Math.floor(Date.now() / 1000);
const isNumber = (value: unknown): value is number => typeof value === "number";

/**
 * What Jiko asks of clients beyond what oidc-provider checks by itself (authorization.md, sections 4 to 7, 9 and 11).
 * Each function is a hook of the library's configuration and throws one of its errors.
 */
export function clientRules(errors: Library["errors"], refused: ReadonlySet<string>) {
  /** The library drops a scope it does not know; Jiko is taken to refuse it. So this reads what was sent, not what is left of it. */
  function knownScopes(ctx: KoaContextWithOIDC): void {
    const unknown = splitScope(ctx.oidc.body?.scope ?? ctx.query.scope).find((scope) => !scopes.includes(scope) || refused.has(scope));
    if (unknown) throw new errors.InvalidScope("requested scope does not exist", unknown);
  }

  /** Tokens without a person: read scopes alone, and all that the client has when it names none. */
  function serviceScopes(ctx: KoaContextWithOIDC): void {
    const params = ctx.oidc.params as { grant_type?: string; scope?: string };
    if (ctx.oidc.route !== "token" || params.grant_type !== "client_credentials") return;
    const own = splitScope(ctx.oidc.client?.scope).filter(isReadScope);
    const refused = splitScope(params.scope).find((scope) => !own.includes(scope));
    if (refused) throw new errors.InvalidScope("requested scope is not allowed", refused);
    params.scope ||= own.join(" ");
  }

  /** The library's revocation endpoint plays Jiko's logout, which names its token differently. */
  function logoutToken(ctx: KoaContextWithOIDC): void {
    if (ctx.oidc.route !== "revocation") return;
    const token = ctx.oidc.body?.refresh_token;
    if (typeof token !== "string" || !token) throw new errors.InvalidRequest("missing required parameter(s) 'refresh_token'");
    (ctx.oidc.params as Record<string, unknown>).token = token;
  }

  return {
    authorization: knownScopes,

    assertion(ctx: KoaContextWithOIDC, claims: Record<string, unknown>): void {
      const { iat, exp } = claims;
      const now = nowSeconds();
      if (!isNumber(iat) || iat > now + skew) throw new errors.InvalidClientAuth("iat must be a time in the past");
      if (!isNumber(exp) || exp - iat > assertionLifetime || exp > now + assertionLifetime + skew) {
        throw new errors.InvalidClientAuth(`the assertion may live ${assertionLifetime} seconds at most`);
      }
      knownScopes(ctx);
      serviceScopes(ctx);
      logoutToken(ctx);
    },

    /** Called before the library's own checks of a proof, whose window of 300 s is wider than Jiko's. Never asks for a nonce. */
    freshProof(ctx: KoaContextWithOIDC): boolean {
      let iat: unknown;
      try {
        iat = decodeJwt(ctx.get("DPoP")).iat;
      } catch {
        return false; // not a JWT at all: the library says so
      }
      if (isNumber(iat) && Math.abs(nowSeconds() - iat) > proofAge) {
        throw new errors.InvalidDpopProof("DPoP proof iat is not recent enough");
      }
      return false;
    },
  };
}
