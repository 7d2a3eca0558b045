import { type Adapter, type AdapterPayload } from "oidc-provider";
import { type IssuedToken } from "./types";

interface Entry {
  model: string;
  id: string;
  payload: AdapterPayload;
  /** Milliseconds; what has expired is kept a while, so that a late second use is still recognised. */
  expiresAt: number;
}

const issuedKinds: Record<string, IssuedToken["kind"]> = {
  AuthorizationCode: "code",
  AccessToken: "access_token",
  ClientCredentials: "access_token",
  RefreshToken: "refresh_token",
};

const keptAfterExpiry = 24 * 3600 * 1000;
const sweepEvery = 500;

/** Everything the portal remembers about sign-ins and tokens, in memory and apart from the company's books. */
export class PortalStore {
  private readonly entries = new Map<string, Entry>();
  private writes = 0;
  readonly issued: { kind: IssuedToken["kind"]; value: string; accountId: string | null; clientId: string | null }[] = [];

  find(model: string, id: string): AdapterPayload | undefined {
    return this.entries.get(`${model}:${id}`)?.payload;
  }

  upsert(model: string, id: string, payload: AdapterPayload, expiresIn: number): void {
    if (++this.writes % sweepEvery === 0) this.sweep();
    const key = `${model}:${id}`;
    const kind = issuedKinds[model];
    // A family that was revoked while this token was being made: it is dead before it is born.
    if (kind && payload.grantId && !this.find("Grant", payload.grantId)) return;
    if (kind && !this.entries.has(key)) {
      this.issued.push({ kind, value: id, accountId: payload.accountId ?? null, clientId: payload.clientId ?? null });
    }
    this.entries.set(key, { model, id, payload, expiresAt: Date.now() + expiresIn * 1000 });
  }

  remove(matches: (payload: AdapterPayload, model: string) => boolean): void {
    for (const [key, entry] of this.entries) if (matches(entry.payload, entry.model)) this.entries.delete(key);
  }

  /** Codes, access and refresh tokens of one sign-in, and the grant itself, without which nothing more is issued. */
  removeFamily(grantId: string): void {
    this.remove((payload, model) => payload.grantId === grantId || (model === "Grant" && payload.jti === grantId));
  }

  /** The end of a sign-in by logout: no new tokens, but access tokens run out by themselves. */
  removeRefreshTokens(grantId: string): void {
    this.remove((payload, model) => payload.grantId === grantId && (model === "RefreshToken" || model === "AuthorizationCode"));
  }

  private sweep(): void {
    const limit = Date.now() - keptAfterExpiry;
    for (const [key, entry] of this.entries) if (entry.expiresAt < limit) this.entries.delete(key);
  }

  /**
   * The store as oidc-provider wants it. `usedTwice` makes the error of a code or token that is consumed a second time:
   * the library checks before it consumes, and two simultaneous requests would both pass that check.
   */
  adapter(model: string, usedTwice: (model: string) => Error): Adapter {
    return {
      find: async (id) => this.find(model, id),
      findByUid: async (uid) => [...this.entries.values()].find((entry) => entry.model === model && entry.payload.uid === uid)?.payload,
      findByUserCode: async () => undefined,
      upsert: async (id, payload, expiresIn) => this.upsert(model, id, payload, expiresIn ?? Infinity),
      destroy: async (id) => void this.entries.delete(`${model}:${id}`),
      revokeByGrantId: async (grantId) => this.removeFamily(grantId),
      consume: async (id) => {
        const payload = this.find(model, id);
        if (!payload || payload.consumed) {
          if (payload?.grantId) this.removeFamily(payload.grantId);
          throw usedTwice(model);
        }
        payload.consumed = Math.floor(Date.now() / 1000);
      },
    };
  }
}
