import path from "node:path";
import { inherited, start, untilAnswers, type Program } from "./process";

export interface Product extends Program {
  url: string;
}

interface Options {
  port: number;
  /** Its whole configuration. */
  env: Record<string, string>;
  /** Hot reload, without a build. */
  dev?: boolean;
  echo?: boolean;
}

/** People open the product by name and the sandbox by number, so that the two are different sites, as in life. */
export const appUrl = (port: number) => `http://localhost:${port}`;

/** Starts one product process and waits until it is ready for people. */
export async function startProduct({ port, env, dev = false, echo = false }: Options): Promise<Product> {
  const next = path.join(import.meta.dirname, "../node_modules/next/dist/bin/next");
  const program = start(process.execPath, [next, dev ? "dev" : "start", "--port", String(port), "--hostname", "localhost"], {
    env: { ...inherited, NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_MANUAL_SIG_HANDLE: "true", ...env },
    echo,
  });
  try {
    await untilAnswers(`${appUrl(port)}/api/health/ready`, program);
  } catch (fault) {
    await program.stop("SIGKILL");
    throw fault;
  }
  return Object.assign(program, { url: appUrl(port) });
}
