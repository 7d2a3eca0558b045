import { type IncomingMessage, type ServerResponse } from "node:http";

/** A member as the portal knows it. Someone signs in only with status `ACTIVE`, or `INVITED` the first time (`onSignIn` makes them active). */
export interface PortalMember {
  id: string;
  email: string;
  name: string;
  phone: string | null;
  customerId: string;
  role: string;
  status: string;
}

export type GrantType = "authorization_code" | "refresh_token" | "client_credentials";

export interface PortalClient {
  clientId: string;
  /** What the consent page calls it; the client id when absent. */
  name?: string;
  /** Public keys as PEM (SubjectPublicKeyInfo). Several at a time: that is how a client rotates. */
  publicKeys: readonly { pem: string; alg: "PS256" | "EdDSA" }[];
  redirectUris: readonly string[];
  grants: readonly GrantType[];
  /** The member that client-credentials tokens act for; none when absent (Jiko publishes nothing about it). */
  memberId?: string;
  /** What it may ask for; all 25 when absent. Client-credentials tokens get the `*.read` ones among them. */
  scopes?: readonly string[];
  /** How its id_tokens are signed; PS256 when absent. */
  idTokenAlg?: "PS256" | "RS256";
}

export interface PortalOptions {
  /** Without a trailing slash, e.g. `http://127.0.0.1:4400`. */
  issuer: string;
  clients: readonly PortalClient[];
  /** Asked at every use, so that a member who is deactivated loses access at once. */
  members: () => readonly PortalMember[];
  /** The password and one-time code of every member. */
  password: string;
  code: string;
  /** Used when an authorization request names none; `form_post` when absent, as in Jiko's discovery document. */
  defaultResponseMode?: "query" | "form_post";
  /** Refuse tokens to calls without a DPoP proof. */
  requireDpop?: boolean;
  /** The pockets that the consent page names. */
  pocketNames?: (memberId: string) => readonly string[];
  onSignIn?: (memberId: string) => void;
}

export interface IssuedToken {
  kind: "code" | "access_token" | "refresh_token" | "id_token";
  value: string;
  /** Null for a client-credentials token of a client without a member. */
  memberId: string | null;
}

export interface VerifiedToken {
  /** Null for a client-credentials token of a client without a member. */
  memberId: string | null;
  customerId: string;
  scopes: string[];
  clientId: string;
  /** Thumbprint (RFC 7638) of the key that a DPoP-bound token is tied to; such a token must not be taken as Bearer. */
  jkt: string | null;
}

export interface Portal {
  /** For `http.createServer`; the first call waits until the signing keys exist. */
  handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** What the Customer API may do with this token, or null when it is unknown, expired, revoked or its member inactive. */
  verifyAccessToken(token: string): Promise<VerifiedToken | null>;
  /** Everything ever issued, for tests that look for leaks. */
  issued(): IssuedToken[];
  /** Ends the sign-ins of a member: portal session, codes, access and refresh tokens. */
  revokeMember(memberId: string): void;
  /** From here on these scopes are unknown to it (`invalid_scope`); none: it knows all 25 again. */
  refuseScopes(names: readonly string[]): void;
  /** Access tokens die at once (of one member or of all), refresh tokens live. */
  expireAccessTokens(memberId?: string): void;
}
