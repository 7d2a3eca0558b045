import { residentMegabytes } from "./memory";
import type { Person } from "./signed-in";

interface ArchiveCost {
  files: number;
  megabytes: number;
  seconds: number;
  /** Resident memory before, and the highest while the ZIP was sent; the difference is what it moved. */
  before: number;
  highest: number;
}

/**
 * Fetches a ZIP of as many statements as one may hold and watches the server's memory. It is fetched twice: the first one
 * warms up what any first use would.
 */
export async function measureArchive({ person, pid }: { person: Person; pid: number }): Promise<ArchiveCost> {
  await fetchArchive(person);
  const before = residentMegabytes(pid);
  let highest = before;
  const timer = setInterval(() => (highest = Math.max(highest, residentMegabytes(pid))), 50);
  const began = performance.now();
  try {
    const { files, bytes } = await fetchArchive(person);
    return { files, megabytes: bytes / 1_000_000, seconds: (performance.now() - began) / 1000, before, highest };
  } finally {
    clearInterval(timer);
  }
}

async function fetchArchive({ url, cookie }: Person): Promise<{ files: number; bytes: number }> {
  const headers = { cookie, origin: url, "content-type": "application/json", "countersign-command": "1" };
  const plan = (wish: object) => fetch(`${url}/api/archives`, { method: "POST", headers, body: JSON.stringify(wish) });
  // Two whole years hold more than 300: the first months are left out until the rest fits.
  let answer = await plan({});
  for (let month = 7; !answer.ok && month <= 12; month++) answer = await plan({ from: `2024-${String(month).padStart(2, "0")}` });
  if (!answer.ok) throw new Error(`The ZIP could not be planned: ${await answer.text()}`);
  const { id, files } = (await answer.json()) as { id: string; files: number };
  const zip = await fetch(`${url}/api/downloads/archives/${id}`, { headers: { cookie } });
  if (!zip.ok) throw new Error(`The ZIP could not be fetched: ${await zip.text()}`);
  let bytes = 0;
  for await (const chunk of zip.body as unknown as AsyncIterable<Uint8Array>) bytes += chunk.byteLength;
  return { files, bytes };
}
