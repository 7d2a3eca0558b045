// Headers of everything that is not a page: pages get theirs, with a nonce, from proxy.ts.
const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
  },
];

const notAPage = { key: "Content-Security-Policy", value: "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'" };

// `npm run bench` builds one page more than people get (app/(bench)), into a folder of its own.
const bench = process.env.COUNTERSIGN_BENCH
  ? {
      distDir: ".next-bench",
      pageExtensions: ["bench.tsx", "tsx", "ts"],
      // A build adds its folder to the tsconfig it is given, so it gets one that nothing else reads.
      typescript: { ignoreBuildErrors: true, tsconfigPath: "bench/tsconfig.json" },
    }
  : { pageExtensions: ["tsx", "ts"] };

/** @type {import("next").NextConfig} */
const config = {
  ...bench,
  agentRules: false,
  experimental: { agentUpgrade: false },
  poweredByHeader: false,
  reactStrictMode: true,
  // Development prints the address of every request; the one that brings the sign-in back carries a code.
  logging: { incomingRequests: { ignore: [/^\/api\/auth\/callback/] } },
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pino", "prom-client"],
  output: process.env.NEXT_OUTPUT === "standalone" ? "standalone" : undefined,
  outputFileTracingIncludes: { "/*": ["./lib/db/migrations/**/*"] },
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    // Over plain http the header must not be sent (RFC 6797, 7.2); TLS ends at the proxy in front.
    {
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: [{ key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" }],
    },
    { source: "/api/:path*", headers: [notAPage, { key: "Cache-Control", value: "no-store" }] },
    // A header from here wins over the route's own: a file that a browser shows after all stays without scripts and origin.
    { source: "/api/downloads/:path*", headers: [{ ...notAPage, value: `${notAPage.value}; sandbox` }] },
  ],
};

export default config;
