import { createServer, type AddressInfo } from "node:net";

/** A port of loopback that nothing listens on at the moment; `preferred` where that one is free. */
export function freePort(preferred = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (fault: NodeJS.ErrnoException) => (preferred && fault.code === "EADDRINUSE" ? resolve(freePort()) : reject(fault)));
    probe.listen(preferred, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
