import { freePort } from "./free-port";
import { appUrl } from "./product";
import { startStack } from "./stack";

/**
 * The stack of the end-to-end tests, as a process of its own: prints one line of JSON when it is ready and ends on SIGTERM.
 * Time at the bank begins on a Wednesday morning in July 2026, so that every figure is the same on every day.
 */
const ports = [await freePort(), await freePort(), await freePort()];
const stack = await startStack({
  appPorts: ports,
  control: true,
  durable: false,
  sandbox: { SANDBOX_NOW: "2026-07-15T14:00:00Z", SANDBOX_LIMIT_FACTOR: "1000" },
});
await stack.product({ port: ports[0]!, env: { LOG_LEVEL: "warn", COMMAND_GRACE_SECONDS: "3", JIKO_DEADLINE_SECONDS: "3", MIRROR_FOLLOWS: "false", LIVE_SWEEP_SECONDS: "3600" } }).catch(stack.giveUp);
const { portalUrl, apiUrl, controlUrl, ownerUrl } = stack;
console.log(JSON.stringify({ ports, ownerUrl, portalUrl, apiUrl, controlUrl, env: stack.productEnv(appUrl(ports[0]!)) }));
