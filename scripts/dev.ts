import { freePort } from "./free-port";
import { startStack } from "./stack";
import { welcome } from "./welcome";

const port = await freePort(Number(process.env.PORT ?? 3000));
const stack = await startStack({ appPorts: [port], control: true });
await stack.product({ port, dev: true, echo: true, env: { LOG_LEVEL: process.env.LOG_LEVEL ?? "info" } }).catch(stack.giveUp);
console.log(welcome(port, `Pages reload as you edit them. The sandbox's control port is ${stack.controlUrl}. Ctrl-C stops all of it.`));
