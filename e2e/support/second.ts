import { startProduct, type Product } from "../../scripts/product";
import { test as base } from "./commands";
import { stack } from "./stack";

/** Starts another process of the product on the same database, with the short times of tests. */
export function startSecond(): Promise<Product> {
  const { ports, env } = stack();
  const timing = { LOG_LEVEL: "warn", COMMAND_GRACE_SECONDS: "3", JIKO_DEADLINE_SECONDS: "3" };
  return startProduct({ port: ports[1]!, env: { ...env, ...timing } });
}

interface Neighbour {
  /** The address of a second process, started when it is first asked for and kept for the whole file. */
  neighbour: string;
}

export const withNeighbour = base.extend<object, Neighbour>({
  neighbour: [
    async ({}, use) => {
      const product = await startSecond();
      await use(product.url);
      await product.stop();
    },
    { scope: "worker" },
  ],
});

interface Second {
  /** Starts a second process, which the test may kill; ended with the test. */
  second: () => Promise<Product>;
}

export const withSecond = base.extend<Second>({
  second: async ({}, use) => {
    const started: Product[] = [];
    await use(async () => {
      const product = await startSecond();
      started.push(product);
      return product;
    });
    await Promise.all(started.map((product) => product.stop("SIGKILL")));
  },
});
