import { freePort } from "./free-port";
import { startStack } from "./stack";
import { welcome } from "./welcome";

const port = await freePort(Number(process.env.PORT ?? 3000));
const stack = await startStack({ appPorts: [port] });
await stack.product({ port }).catch(stack.giveUp);
console.log(welcome(port, "Ctrl-C stops all of it."));
