import "server-only";
import { personCaller } from "@/lib/auth/access";
import { download, type Asked } from "../download";
import { startsAs } from "../file-types";
import { jiko } from "../jiko";
import { Links } from "./links";
import { writeManifest } from "./manifest";
import type { PlannedFile } from "./plan";
import { archiveOf, moveArchive, takeArchive } from "./store";
import { zipStream, type PartResult } from "./zip";

/** As long as somebody with a slow line may take for 300 files. */
const longestSeconds = 3600;
const beatMs = 1_000;
/** Without news the row still says this often that the download lives. */
const lifeMs = 5_000;

/** The ids that were asked for, by period: what the record keeps of the plan. */
function idsOf(files: readonly PlannedFile[]): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const { period, id } of files) (out[period] ??= []).push(id);
  return out;
}

/**
 * Sends the ZIP that was planned, once. Every link is fetched at its file's turn; a few files are fetched ahead, in the share
 * of Jiko's limit that background work has, so that people's pages do not wait for it. Its progress lies in the database.
 */
export async function downloadArchive(asked: Asked, id: string): Promise<Response> {
  const { session, log } = asked;
  const { fileName, plan } = await archiveOf(session, id);
  const progress = { through: 0, bytes: 0, faults: [] as { file: string; reason: string }[] };
  let timer: NodeJS.Timeout | undefined;
  const keep = (state?: Parameters<typeof moveArchive>[2]) =>
    moveArchive(id, progress, state).catch((err: unknown) => log.warn({ event: "archive.progress_lost", err }, "The progress of a ZIP could not be kept"));

  const startBeat = () => {
    let said = -1;
    let at = 0;
    timer = setInterval(() => {
      if (said === progress.through && performance.now() - at < lifeMs) return;
      said = progress.through;
      at = performance.now();
      void keep();
    }, beatMs);
    timer.unref();
  };
  const onPart = (index: number, { result, bytes, reason }: PartResult) => {
    progress.through += 1;
    progress.bytes += bytes;
    if (result !== "complete") progress.faults.push({ file: plan[index]!.name, reason: reason ?? "" });
  };

  return download(asked, {
    action: "statements.download",
    subjectId: id,
    details: { files: plan.length, statements: idsOf(plan) },
    longestSeconds,
    async open(signal) {
      await takeArchive(id);
      startBeat();
      const links = new Links(jiko().as({ ...personCaller(session), kind: "background" }), plan);
      const parts = plan.map((file) => ({
        name: file.name,
        async open(signal: AbortSignal, again: boolean) {
          const { body, length } = await jiko().download(await links.of(file, signal, again), { signal });
          return { body: await startsAs("pdf", body), length };
        },
      }));
      const manifest = { name: "manifest.csv", write: (results: readonly PartResult[]) => writeManifest(plan, results) };
      return {
        body: zipStream({ parts, signal, manifest, onPart }),
        type: "zip",
        fileName,
        details: () => ({ complete: progress.through - progress.faults.length, faults: progress.faults.length }),
        async ended(outcome) {
          clearInterval(timer);
          await keep(outcome);
        },
      };
    },
  });
}
