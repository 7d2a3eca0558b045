import { Refusal } from "./errors";
import type { Proofs } from "./dpop";
import { checkDigest, checkSignature, type RawCall, type SigningKey } from "./signature";

/** What an access token says, as the portal knows it. */
export interface TokenFacts {
  /** Null for a client-credentials token: it acts for no member and may decide nothing. */
  memberId: string | null;
  customerId: string;
  scopes: readonly string[];
  clientId: string;
  /** Thumbprint of the key the token is bound to, null for a Bearer token. */
  jkt: string | null;
}

export interface AuthRules {
  verifyAccessToken(token: string): Promise<TokenFacts | null>;
  requireDpop: boolean;
  requireSignature: boolean;
  signingKeys(clientId: string): readonly SigningKey[];
  proofs: Proofs;
  realNow(): number;
}

const refuse = (why: string, scheme: string, error = "invalid_token") =>
  new Refusal(401, why, { "www-authenticate": `${scheme} error="${error}", error_description="${why}"` });

/**
 * Who calls. Refuses with 401: no token, one that is unknown or dead, a DPoP-bound one sent as Bearer, a wrong proof, a wrong
 * digest, a missing or wrong message signature.
 */
export async function authenticate(call: RawCall, rules: AuthRules): Promise<TokenFacts> {
  const header = call.headers.authorization;
  if (!header) throw new Refusal(401, "Not authenticated", { "www-authenticate": "Bearer" });
  const [, scheme = "", token = ""] = /^(\S+) +(\S+)$/.exec(header) ?? [];
  const bound = scheme.toLowerCase() === "dpop";
  if (!bound && scheme.toLowerCase() !== "bearer") throw refuse("Unknown authentication scheme", "Bearer", "invalid_request");
  const facts = await rules.verifyAccessToken(token);
  const named = bound ? "DPoP" : "Bearer";
  if (!facts) throw refuse("The access token is invalid or expired", named);
  if (facts.jkt && !bound) throw refuse("This token is bound to a key and needs a proof", "DPoP");
  if (!facts.jkt && bound) throw refuse("This token is not bound to a key", "DPoP");
  if (!facts.jkt && rules.requireDpop) throw refuse("This client must use tokens bound to a key", "DPoP");
  if (facts.jkt) await rules.proofs.check(call, token, facts.jkt);
  checkDigest(call);
  if (rules.requireSignature || call.headers["signature-input"] !== undefined) {
    checkSignature(call, rules.signingKeys(facts.clientId), Math.floor(rules.realNow() / 1000));
  }
  return facts;
}
