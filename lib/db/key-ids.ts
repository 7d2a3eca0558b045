/**
 * Where each table keeps the id of the vault key that its rows were sealed with, as SQL; null where a row is not sealed. A key
 * can go once no row names it. A test compares the list with the schema.
 */
export const keyIdIn = {
  vault: "key_id",
  payee_version: "key_id",
  evidence: "key_id",
  attachment: "key_id",
  webhook_secret: "key_id",
  draft: "case when value ? 'sealed' then value->>'keyId' end",
  // Marks of what was confirmed, made with the key. They stand in the record, so they cannot be made anew.
  call_back: "split_part(fingerprint, ':', 1)",
  // The fingerprint of a payee that is being added (lib/desk/payees/fingerprint.ts), until its outcome is known.
  job: "payload #>> '{intent,wanted,keyId}'",
} as const;
export type SealedTable = keyof typeof keyIdIn;
