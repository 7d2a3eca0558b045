import { findBrowser } from "./browser.mjs";
import { install, run } from "./install.mjs";

const began = performance.now();

/** One step with its name and time; a step that fails ends the run with its exit code. */
async function step(name, env = {}) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  await run("npm", ["run", "--silent", name], { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: undefined, ...env });
  console.log(`== ${name}: ${seconds(start)} s`);
}

const seconds = (since) => Math.round((performance.now() - since) / 1000);

await install();
// Looked for first: where there is none, that is said before the long steps.
const CHROMIUM_PATH = await findBrowser();
console.log(`Browser: ${CHROMIUM_PATH}`);
for (const name of ["lint", "types", "unit", "integration"]) await step(name);
await step("build", { NODE_ENV: "production" });
await step("e2e", { CHROMIUM_PATH });
console.log(`\nAll passed in ${seconds(began)} s.`);
