import { request } from "node:http";
import type { Person } from "./signed-in";
import { residentMegabytes } from "./memory";

export interface UploadMeasure {
  status: number;
  seconds: number;
  /** Resident megabytes of the server. */
  before: number;
  highest: number;
}

const piece = Buffer.alloc(65_536, "a file of a scanner ");

/** Sends a PDF of so many megabytes through the product and watches the server's memory meanwhile. */
export async function measureUpload({ person, pid, megabytes }: { person: Person; pid: number; megabytes: number }): Promise<UploadMeasure> {
  const length = megabytes * 1_000_000;
  const before = residentMegabytes(pid);
  let highest = before;
  const watch = setInterval(() => (highest = Math.max(highest, residentMegabytes(pid))), 20);
  const started = performance.now();
  try {
    const status = await send(`${person.url}/api/uploads/documents/OTHER`, person, length);
    return { status, seconds: (performance.now() - started) / 1000, before, highest };
  } finally {
    clearInterval(watch);
  }
}

function send(url: string, { cookie, url: origin }: Person, length: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie, origin, "countersign-command": "1", "content-type": "application/pdf", "content-length": String(length),
      "countersign-file-name": "bench.pdf",
    };
    const outgoing = request(url, { method: "POST", headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    outgoing.on("error", reject);
    let left = length;
    const first = Buffer.from("%PDF-1.7\n");
    const more = () => {
      while (left > 0) {
        const next = left === length ? first : piece.subarray(0, Math.min(piece.length, left));
        left -= next.length;
        if (!outgoing.write(next)) return void outgoing.once("drain", more);
      }
      outgoing.end();
    };
    more();
  });
}
