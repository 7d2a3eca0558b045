import { freePort } from "./free-port";
import { startStack, stopOnSignal } from "./stack";
import { welcome } from "./welcome";

const port = await freePort(Number(process.env.PORT ?? 3000));
const stack = await startStack({ appPorts: [port] });
stopOnSignal(stack);
await stack.product({ port });
console.log(welcome(port, "Ctrl-C stops all of it."));
