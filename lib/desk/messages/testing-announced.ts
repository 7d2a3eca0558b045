// What waits to be told, in tests: what the job will read the team for.
import { eq } from "drizzle-orm";
import { db } from "@/lib/db/connection";
import { job } from "@/lib/db/schema/job";
import type { Telling } from "./types";

interface Announced {
  customerId: string;
  tellings: Telling[];
}

/** The jobs that tell people of a customer. */
export async function announcements(customerId: string): Promise<{ payload: Announced }[]> {
  const rows = await db().select().from(job).where(eq(job.kind, "messages.announce"));
  return rows.map(({ payload }) => ({ payload: payload as Announced })).filter(({ payload }) => payload.customerId === customerId);
}

/** What they tell. */
export const announced = async (customerId: string): Promise<Telling[]> => (await announcements(customerId)).flatMap(({ payload }) => payload.tellings);
