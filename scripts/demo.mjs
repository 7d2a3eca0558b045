import { install, run } from "./install.mjs";

install();
console.log("Building…");
run("npm", ["run", "--silent", "build"], { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" });
run(process.execPath, ["--import", "tsx", "--conditions=react-server", "scripts/demo.ts"]);
