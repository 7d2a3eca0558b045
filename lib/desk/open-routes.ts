/**
 * The routes that answer without a session, and why. Every other route under app/api/ is made by `route` with an access
 * that asks for one; a test compares this list with the files.
 */
export const openRoutes = {
  "/api/[...path]": { madeBy: "route", why: "Says that there is nothing at an address, and does nothing else." },
  "/api/auth/[...nextauth]": { madeBy: "next-auth", why: "Signing in is done before there is a session." },
  "/api/health/live": { madeBy: "route", why: "Asked by whatever runs the process." },
  "/api/health/ready": { madeBy: "route", why: "Asked by whatever sends traffic to the process." },
  "/api/metrics": { madeBy: "route", why: "Asked by the monitoring, with a token of its own." },
  "/api/webhooks/jiko/[endpoint]": { madeBy: "route", why: "Jiko delivers events here; each carries a signature instead of a session." },
} as const satisfies Record<string, { madeBy: "route" | "next-auth"; why: string }>;
