import { scopes } from "./scopes";

/** Jiko's paths on the authorization host (jiko-api, authorization.md, section 1). */
export const paths = {
  discovery: "/.well-known/openid-configuration",
  jwks: "/.well-known/jwks.json",
  authorize: "/api/oauth2/authorize",
  token: "/api/oauth2/token",
  par: "/api/oauth2/par",
  user: "/api/v1/user",
  logout: "/api/oauth2/logout",
  signIn: "/sign-in",
} as const;

const served: readonly string[] = [paths.discovery, paths.jwks, paths.authorize, paths.token, paths.par, paths.user, paths.logout];

/** Whether Jiko has this path. `authorize/<id>` is where a finished sign-in resumes. */
export const isServed = (path: string): boolean => served.includes(path) || /^\/api\/oauth2\/authorize\/[\w-]+$/.test(path);

/**
 * Jiko's discovery document, key for key, contradictions included: it names four response types where only `code` works,
 * and one response mode where two do.
 */
export const discoveryDocument = (issuer: string) => ({
  issuer,
  authorization_endpoint: issuer + paths.authorize,
  token_endpoint: issuer + paths.token,
  pushed_authorization_request_endpoint: issuer + paths.par,
  userinfo_endpoint: issuer + paths.user,
  jwks_uri: issuer + paths.jwks,
  x_jiko_backchannel_logout_endpoint: issuer + paths.logout,
  response_types_supported: ["code", "id_token", "id_token token", "id_token code"],
  response_modes_supported: ["form_post"],
  grant_types_supported: ["authorization_code", "refresh_token", "client_credentials"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256", "PS256"],
  token_endpoint_auth_methods_supported: ["private_key_jwt"],
  token_endpoint_auth_signing_alg_values_supported: ["PS256", "EdDSA"],
  claims_supported: ["sub", "iss", "email", "email_verified", "phone_number", "phone_number_verified", "name", "member_id", "partner_id"],
  code_challenge_methods_supported: ["S256"],
  authorization_response_iss_parameter_supported: true,
  dpop_signing_alg_values_supported: ["EdDSA", "PS256", "ES256"],
  dpop_bound_access_tokens: false,
  scopes_supported: [...scopes],
});
