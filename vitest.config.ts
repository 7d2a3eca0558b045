import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = {
  "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, ""),
  // Next checks this import when it bundles; a test runs what a server runs.
  "server-only": fileURLToPath(new URL("node_modules/server-only/empty.js", import.meta.url)),
};

export default defineConfig({
  resolve: { alias },
  test: {
    // All cores: by default one is left for watching, which of two would be half.
    maxWorkers: "100%",
    projects: [
      {
        resolve: { alias },
        // Limits for what hangs, not for what is slow: files of 50 MB and property tests meet busy machines.
        test: { name: "unit", include: ["{lib,components,sandbox,scripts}/**/*.test.{ts,tsx}"], exclude: ["**/*.integration.test.ts"], testTimeout: 60_000 },
      },
      {
        resolve: { alias },
        test: { name: "integration", globalSetup: ["scripts/testing/database-setup.ts"], include: ["{lib,app,sandbox,scripts,e2e}/**/*.integration.test.ts"], testTimeout: 60_000, hookTimeout: 120_000 },
      },
    ],
  },
});
