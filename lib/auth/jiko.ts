import "server-only";
import { readFileSync } from "node:fs";
import { env } from "@/lib/env";
import { createJiko, signingKey, type CallLine, type Jiko } from "@/lib/jiko/transport";
import { log } from "@/lib/log";
import { counted } from "@/lib/metrics/metrics";

const shared = globalThis as typeof globalThis & { countersignJiko?: Jiko };

/** The client of this process, made from the settings on first use. */
export function jiko(): Jiko {
  return (shared.countersignJiko ??= open());
}

function open(): Jiko {
  const { JIKO_API_URL, JIKO_DEADLINE_SECONDS, JIKO_DOWNLOAD_HOSTS, JIKO_SIGNING_KEY_FILE, JIKO_SIGNING_KEY_ID } = env();
  return createJiko({
    apiUrl: JIKO_API_URL,
    deadlineMs: JIKO_DEADLINE_SECONDS * 1000,
    downloadHosts: JIKO_DOWNLOAD_HOSTS,
    signing:
      JIKO_SIGNING_KEY_FILE && JIKO_SIGNING_KEY_ID ? signingKey(readFileSync(JIKO_SIGNING_KEY_FILE, "utf8"), JIKO_SIGNING_KEY_ID) : null,
    onCall: told,
    onWait: ({ group, share, ms, refused }) => {
      if (refused) counted().jikoOverBudget.inc({ group, share });
      else counted().jikoWaits.observe({ group, share }, ms / 1000);
    },
  });
}

function told(line: CallLine): void {
  log[line.problem ? "warn" : "debug"]({ event: "jiko.call", ...line }, "Called Jiko");
  const { operation, problem, ms, attempt } = line;
  const { jikoCalls, jikoSeconds, jikoRepeats } = counted();
  jikoCalls.inc({ operation, outcome: problem ?? "ok" });
  jikoSeconds.observe({ operation }, ms / 1000);
  if (attempt > 1) jikoRepeats.inc({ operation });
}
