import "server-only";
import { and, desc, eq } from "drizzle-orm";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import type { SentDocument } from "@/lib/forms/upload";
import { profileSubject } from "./documents";

/** Each file has two entries, and a correction at most. */
const entriesRead = 150;
const states = new Set(["done", "refused", "failed", "canceled", "unknown"]);

interface Entry {
  at: string;
  kind: string;
  actor: { name: string } | null;
  correlationId: string;
  outcome: string | null;
  details: { documentType?: string; fileName?: string; size?: number };
}

/** What was sent for the company's profile from here lately, newest first, as our own record has it. */
export async function sentDocuments({ customerId }: Session): Promise<SentDocument[]> {
  const rows = await db()
    .select({ canonical: auditEntry.canonical })
    .from(auditEntry)
    .where(and(eq(auditEntry.customerId, customerId), eq(auditEntry.subjectId, profileSubject)))
    .orderBy(desc(auditEntry.position))
    .limit(entriesRead);
  const entries = rows.map(({ canonical }) => JSON.parse(canonical) as Entry);
  return entries
    .filter(({ kind }) => kind === "intent")
    .map(({ at, actor, correlationId, details }) => {
      // The newest entry counts: a correction stands above the outcome that it contradicts.
      const ending = entries.find((one) => one.correlationId === correlationId && one.kind !== "intent")?.outcome;
      return {
        id: correlationId,
        at,
        by: actor?.name ?? "",
        documentType: details.documentType ?? "",
        fileName: details.fileName ?? "",
        size: Number(details.size ?? 0),
        state: ending && states.has(ending) ? (ending as SentDocument["state"]) : "under_way",
      };
    });
}
