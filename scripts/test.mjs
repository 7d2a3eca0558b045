import { findBrowser } from "./browser.mjs";
import { install, run } from "./install.mjs";

install();
const CHROMIUM_PATH = await findBrowser();
const quiet = { NEXT_TELEMETRY_DISABLED: "1" };
for (const step of ["lint", "types", "unit", "integration"]) run("npm", ["run", "--silent", step], quiet);
run("npm", ["run", "--silent", "build"], { ...quiet, NODE_ENV: "production" });
run("npm", ["run", "--silent", "e2e"], { ...quiet, CHROMIUM_PATH });
