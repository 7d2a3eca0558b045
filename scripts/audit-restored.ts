import { headFault } from "@/lib/audit/heads";
import { closeDatabase } from "@/lib/db/connection";
import { headSigner } from "@/lib/desk/record/heads";
import { recordRestored } from "@/lib/desk/record/restored";
import { run, setting } from "./run";

const help = `Puts on record that the database was restored from a backup. Run it before the product is started again.

  npm run audit:restored -- "why it was restored"

Reads the settings of the product. Needs AUDIT_KEY_FILE: the entry is signed at once.`;

await run(async () => {
  const reason = process.argv.slice(2).join(" ").trim();
  if (!reason) throw new Error(help);
  setting("DATABASE_URL", "the address of the database, as the runtime role.");
  const key = headSigner();
  if (!key) throw new Error("AUDIT_KEY_FILE is not set: a restore is signed.");
  try {
    for (const { customerId, kept, head } of await recordRestored(reason)) {
      const fault = headFault(head, [key]);
      if (fault) throw new Error(`The entry could not be signed: ${fault}`);
      console.log(`Customer ${customerId}: the record goes on after entry ${kept}; entry ${head!.position} says so and is signed.`);
    }
    return true;
  } finally {
    await closeDatabase();
  }
});
