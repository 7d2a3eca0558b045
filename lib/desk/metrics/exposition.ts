import "server-only";
import { log } from "@/lib/log";
import { metrics } from "@/lib/metrics/metrics";
import { jiko } from "../jiko";
import { hub } from "../live/hub";
import { countRows, lookUp, type Sample } from "./figures";

/** The same figures for whoever asks within some time, and one look however many ask. A failure counts as long as an answer. */
function kept(forMs: number, look: () => Promise<Sample[]>): () => Promise<Sample[] | null> {
  let held: { until: number; samples: Promise<Sample[] | null> } | null = null;
  return () => {
    const at = performance.now();
    if (!held || held.until <= at) {
      const samples = look().catch((err: unknown) => {
        log.warn({ event: "metrics.not_read", err }, "Figures of the database could not be read for the metrics");
        return null;
      });
      held = { until: at + forMs, samples };
    }
    return held.samples;
  };
}

const [figures, rows] = [kept(10_000, lookUp), kept(300_000, countRows)];

/** All metrics of this process, in the text format of Prometheus. Without the database: those that do not need it. */
export async function exposition(): Promise<{ text: string; contentType: string }> {
  const [known, counts] = await Promise.all([figures(), rows()]);
  const { registry, looked } = metrics();
  for (const gauge of Object.values(looked)) gauge.reset();
  looked.databaseReadable.set(known ? 1 : 0);
  looked.liveStreams.set(hub().size);
  for (const { group, left, limit } of jiko().budgets()) {
    looked.jikoBudgetLeft.set({ group }, left);
    looked.jikoBudgetLimit.set({ group }, limit);
  }
  for (const { name, value, labels = {} } of [...(known ?? []), ...(counts ?? [])]) looked[name].set(labels, value);
  return { text: await registry.metrics(), contentType: registry.contentType };
}
