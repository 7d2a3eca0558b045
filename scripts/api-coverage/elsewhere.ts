import type { Provenance } from "@/lib/jiko/operation";

/** What belongs to Jiko's API and is no operation of the contract: Jiko calls us, or it is the sign-in's own host. */
export interface Elsewhere {
  id: string;
  method: "GET" | "POST";
  path: string;
  provenance: { operation: Provenance; body: Provenance | null; answer: Provenance };
  /** The file of our side of it, and of the sandbox's. */
  client: string | null;
  sandbox: string;
  page: string | null;
  tests: readonly string[];
}

const known = { operation: "documented", body: null, answer: "documented" } as const;
const signIn = "/sign-in";
const portalTests = ["sandbox/portal/portal.test.ts", "e2e/auth/sign-in.integration.test.ts"];

export const elsewhere: readonly Elsewhere[] = [
  {
    id: "webhook.event",
    method: "POST",
    path: "webhook:event",
    provenance: { operation: "documented", body: "documented", answer: "assumed" },
    client: "app/api/webhooks/jiko/[endpoint]/route.ts",
    sandbox: "sandbox/bank/webhooks",
    page: "/webhooks",
    tests: ["lib/desk/webhooks/receive.integration.test.ts", "sandbox/bank/webhooks/sign.test.ts"],
  },
  {
    id: "oauth.discovery",
    method: "GET",
    path: "/.well-known/openid-configuration",
    provenance: known,
    client: "lib/auth/portal.ts",
    sandbox: "sandbox/portal/discovery.ts",
    page: signIn,
    tests: portalTests,
  },
  {
    id: "oauth.keys",
    method: "GET",
    path: "/.well-known/jwks.json",
    provenance: known,
    client: "lib/auth/portal.ts",
    sandbox: "sandbox/portal/provider.ts",
    page: signIn,
    tests: portalTests,
  },
  {
    id: "oauth.par",
    method: "POST",
    path: "/api/oauth2/par",
    provenance: { operation: "documented", body: "assumed", answer: "assumed" },
    client: "lib/auth/legs.ts",
    sandbox: "sandbox/portal/provider.ts",
    page: signIn,
    tests: ["sandbox/portal/authorization-request.test.ts", "e2e/auth/sign-in.integration.test.ts"],
  },
  {
    id: "oauth.authorize",
    method: "GET",
    path: "/api/oauth2/authorize",
    provenance: known,
    client: "lib/auth/legs.ts",
    sandbox: "sandbox/portal/sign-in-pages.ts",
    page: signIn,
    tests: ["sandbox/portal/sign-in-pages.test.ts", "e2e/auth/sign-in.integration.test.ts"],
  },
  {
    id: "oauth.token",
    method: "POST",
    path: "/api/oauth2/token",
    provenance: { operation: "documented", body: "documented", answer: "documented" },
    client: "lib/auth/legs.ts",
    sandbox: "sandbox/portal/provider.ts",
    page: signIn,
    tests: ["sandbox/portal/token-life.test.ts", "e2e/auth/vault.integration.test.ts"],
  },
  {
    id: "oauth.user",
    method: "GET",
    path: "/api/v1/user",
    provenance: known,
    client: null,
    sandbox: "sandbox/portal/provider.ts",
    page: null,
    tests: ["sandbox/portal/portal.test.ts"],
  },
  {
    id: "oauth.logout",
    method: "POST",
    path: "/api/oauth2/logout",
    provenance: { operation: "assumed", body: "assumed", answer: "assumed" },
    client: "lib/auth/portal.ts",
    sandbox: "sandbox/portal/portal.ts",
    page: "/signed-out",
    tests: ["sandbox/portal/token-life.test.ts", "e2e/auth/vault.integration.test.ts"],
  },
];
