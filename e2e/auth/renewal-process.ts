/** Another process of the product, as far as tokens go: asks as often as it is told, all at once, and prints what it got. */
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { accessToken } from "@/lib/auth/access";
import { closeDatabase, db } from "@/lib/db/connection";
import { portal } from "@/lib/auth/portal";
import { sql } from "drizzle-orm";

await db().execute(sql`select 1`);
await portal();
console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const [sessionId = "", times = "1"] = line.split(" ");
  const asked = Array.from({ length: Number(times) }, () => accessToken(sessionId));
  const got = (await Promise.allSettled(asked)).map((one) =>
    one.status === "fulfilled"
      ? createHash("sha256").update(one.value.value).digest("hex")
      : String((one.reason as { code?: string }).code),
  );
  console.log(JSON.stringify(got));
  break;
}
await closeDatabase();
