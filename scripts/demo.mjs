import { install, run } from "./install.mjs";

await install();
console.log("Building…");
await run("npm", ["run", "--silent", "build"], { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" });
await run(process.execPath, ["--import", "tsx", "--conditions=react-server", "scripts/demo.ts"], {}, { forever: true });
