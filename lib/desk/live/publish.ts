import "server-only";
import type { Database, Transaction } from "@/lib/db/connection";
import { notify } from "@/lib/db/notify";
import type { Topic } from "@/lib/forms/topics";

/** Has every open desk of a customer read the lists and items of these topics again, once the transaction is committed. */
export async function publish(tx: Transaction | Database, customerId: string, topics: readonly Topic[]): Promise<void> {
  if (topics.length > 0) await notify(tx, { customer: customerId.toLowerCase(), topics: [...new Set(topics)].sort() });
}
