import "server-only";
import { lt } from "drizzle-orm";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { message } from "@/lib/db/schema/approvals";
import { registerAnnounceJob } from "./announce";
import { registerDeliveryJobs } from "./deliver";
import { registerLookJob } from "./look";

/** Called once when the server starts. */
export function registerMessageJobs(): void {
  registerAnnounceJob();
  registerDeliveryJobs();
  registerLookJob();
}

/** What was told so long ago is in the record, where it belongs there. */
const keptForDays = 90;

export async function deleteOldMessages(): Promise<void> {
  await db().delete(message).where(lt(message.at, new Date(now().getTime() - keptForDays * 86_400_000)));
}
