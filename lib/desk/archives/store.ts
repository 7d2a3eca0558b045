import "server-only";
import { randomUUID } from "node:crypto";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { archive } from "@/lib/db/schema/archive";
import { AppError } from "@/lib/errors";
import type { Ending } from "../streams";
import type { Plan, PlannedFile } from "./plan";

export interface ArchiveFault {
  file: string;
  reason: string;
}

/** What a page shows of an archive. `lost`: its process says nothing any more. */
export interface ArchiveView {
  id: string;
  fileName: string;
  state: "ready" | "running" | "done" | "failed" | "canceled" | "lost";
  files: number;
  /** Files that are through, those that failed included. */
  through: number;
  bytes: number;
  faults: ArchiveFault[];
}

const lostAfter = sql`now() - interval '30 seconds'`;
const keptFor = sql`now() - interval '1 day'`;
const shownFor = sql`now() - interval '1 hour'`;

const mine = ({ customerId, memberId }: Pick<Session, "customerId" | "memberId">) =>
  and(eq(archive.customerId, customerId), eq(archive.memberId, memberId));

const columns = {
  id: archive.id,
  fileName: archive.fileName,
  state: sql<ArchiveView["state"]>`case when ${archive.state} = 'running' and ${archive.updatedAt} < ${lostAfter} then 'lost' else ${archive.state} end`,
  files: sql<number>`jsonb_array_length(${archive.files})`,
  through: archive.through,
  bytes: archive.bytes,
  faults: sql<ArchiveFault[]>`${archive.faults}`,
};

export async function keepPlan({ customerId, memberId }: Session, { fileName, files }: Plan): Promise<ArchiveView> {
  const [made] = await db().insert(archive).values({ id: randomUUID(), customerId, memberId, fileName, files, state: "ready" }).returning(columns);
  return made!;
}

/** The archives of the last hour, newest first. */
export const archivesOf = (session: Session): Promise<ArchiveView[]> =>
  db()
    .select(columns)
    .from(archive)
    .where(and(mine(session), sql`${archive.createdAt} > ${shownFor}`))
    .orderBy(desc(archive.createdAt))
    .limit(5);

export async function archiveOf(session: Session, id: string): Promise<ArchiveView & { plan: PlannedFile[] }> {
  const [found] = await db()
    .select({ ...columns, plan: archive.files })
    .from(archive)
    .where(and(mine(session), eq(archive.id, id)));
  if (!found) throw new AppError("not_found", { message: "There is no such ZIP. They are kept for a day; choose the statements again." });
  return { ...found, plan: found.plan as PlannedFile[] };
}

/** Takes the archive for its one download. Throws `conflict` where it has been taken before. */
export async function takeArchive(id: string): Promise<void> {
  const taken = await db()
    .update(archive)
    .set({ state: "running", updatedAt: sql`now()` })
    .where(and(eq(archive.id, id), eq(archive.state, "ready")))
    .returning({ id: archive.id });
  if (taken.length === 0) throw new AppError("conflict", { message: "This ZIP was fetched before. Choose the statements again for another." });
}

interface Progress {
  through: number;
  bytes: number;
  faults: ArchiveFault[];
}

/** How far it is, or how it ended. A sign of life each time. */
export const moveArchive = async (id: string, { through, bytes, faults }: Progress, state: Ending | "running" = "running"): Promise<void> =>
  void (await db()
    .update(archive)
    .set({ through, bytes, faults, state, updatedAt: sql`now()` })
    // A sign of life that comes late must not undo the end.
    .where(and(eq(archive.id, id), eq(archive.state, "running"))));

export const deleteOldArchives = async (): Promise<void> => void (await db().delete(archive).where(lt(archive.createdAt, keptFor)));
