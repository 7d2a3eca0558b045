export const metricsToken = "a-token-of-the-benchmarks-0123456789abcdef";

/** One figure of `/api/metrics`. */
export interface Figure {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** What a product process tells of itself; it must have `METRICS_TOKEN`. */
export async function askMetrics(url: string): Promise<Figure[]> {
  const answer = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  if (!answer.ok) throw new Error(`The metrics answered ${answer.status}`);
  return (await answer.text()).split("\n").flatMap((line) => {
    const [, name, labels = "", value] = /^(\w+)(?:\{(.*)\})? ([^ ]+)$/.exec(line) ?? [];
    if (!name) return [];
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key!, text!]);
    return [{ name, labels: Object.fromEntries(pairs) as Figure["labels"], value: Number(value) }];
  });
}

/** The figures of a name that carry these labels, added up. */
export const sumOf = (figures: readonly Figure[], name: string, labels: Record<string, string> = {}): number =>
  figures
    .filter((one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text))
    .reduce((sum, one) => sum + one.value, 0);
