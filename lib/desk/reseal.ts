import "server-only";
import { resealTokens } from "@/lib/auth/reseal";
import type { SealedTable } from "@/lib/db/key-ids";
import { resealDrafts } from "./drafts";
import { resealEvidence } from "./evidence";
import { resealVersions } from "./mirror/versions";
import { resealAttachments } from "./notes/attachments";
import { resealSecrets } from "./webhooks/secrets";

/** How each table gets rid of a key. Jobs end by themselves, and call-backs keep theirs. */
const tables = {
  vault: resealTokens,
  payee_version: resealVersions,
  evidence: resealEvidence,
  attachment: resealAttachments,
  webhook_secret: resealSecrets,
  draft: resealDrafts,
} satisfies Record<Exclude<SealedTable, "job" | "call_back">, () => Promise<void>>;

/** After a change of the vault's key: seals what the older ones have sealed with the new one, some of every table each time. */
export async function resealAll(): Promise<void> {
  for (const reseal of Object.values(tables)) await reseal();
}
