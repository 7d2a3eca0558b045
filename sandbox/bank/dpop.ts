import { createHash } from "node:crypto";
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from "jose";
import { Refusal } from "./errors";
import type { RawCall } from "./signature";

const freshSeconds = 10;
const algorithms = ["ES256", "PS256", "EdDSA"];
const refuse = (why: string) =>
  new Refusal(401, `DPoP proof refused: ${why}`, { "www-authenticate": `DPoP error="invalid_dpop_proof", error_description="${why}"` });

/** Checks proofs of possession (RFC 9449) and remembers their `jti` as long as they could be replayed. */
export class Proofs {
  private readonly seen = new Map<string, number>();

  constructor(private readonly realNow: () => number = Date.now) {}

  /** Throws a 401 Refusal unless the call carries a fresh proof by the key that the token is bound to. */
  async check(call: RawCall, token: string, thumbprint: string): Promise<void> {
    const sent = call.headers["dpop"];
    if (typeof sent !== "string") throw refuse("there must be exactly one DPoP header");
    const now = this.realNow() / 1000;
    let proof: Awaited<ReturnType<typeof jwtVerify>>;
    try {
      proof = await jwtVerify(sent, EmbeddedJWK, { typ: "dpop+jwt", algorithms, currentDate: new Date(this.realNow()) });
    } catch {
      throw refuse("its signature or form is wrong");
    }
    const { jwk } = proof.protectedHeader;
    const { jti, htm, htu, iat, ath } = proof.payload as Record<string, unknown>;
    if (!jwk || "d" in jwk) throw refuse("it must carry a public key");
    if ((await calculateJwkThumbprint(jwk)) !== thumbprint) throw refuse("it is by another key than the token");
    if (htm !== call.method) throw refuse("htm is not the method");
    if (htu !== `${call.url.origin}${call.url.pathname}`) throw refuse("htu is not the address called");
    if (ath !== createHash("sha256").update(token).digest("base64url")) throw refuse("ath is not of this token");
    if (typeof iat !== "number" || Math.abs(now - iat) > freshSeconds) throw refuse("iat is not within 10 seconds");
    if (typeof jti !== "string" || jti.length === 0) throw refuse("jti is missing");
    for (const [old, until] of this.seen) if (until < now) this.seen.delete(old);
    const mark = `${thumbprint} ${jti}`;
    if (this.seen.has(mark)) throw refuse("jti was used before");
    this.seen.set(mark, iat + freshSeconds + 1);
  }
}
