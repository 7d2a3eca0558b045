import fc from "fast-check";
import { expect, it } from "vitest";
import { checkTransfer } from "@/lib/forms/transfer";
import { valuesOf } from "./refile";
import { payee, request } from "./request.arbitrary";
import { buildSnapshot } from "./snapshot";
import type { SnapshotDesk } from "./types";

const desk: SnapshotDesk = {
  policy: { version: "builtin-1", digest: null, rules: [], demands: [], assurance: "passkey", acknowledge: [], callBack: false, expiresAt: null },
  signOffs: [], callBack: null, attachments: [], findings: [], cutOff: null, past: { complete: true, asOf: null },
};

it("fills the form as the request was: the same amount, pocket and payee", () => {
  fc.assert(
    fc.property(request, payee, (one, paid) => {
      const given = { request: one, payee: paid, originPocket: null, destinationPocket: null, sale: null, history: null, desk, asOf: new Date(0) };
      const { subject } = buildSnapshot(given);
      const values = valuesOf(subject);
      if (one.transfer.type === "UNKNOWN" || one.transfer.amount.type === "UNKNOWN") expect(values).toBeNull();
      if (!values) return;
      expect(values.originPocketId).toBe(one.transfer.origin_pocket_id);
      const checked = checkTransfer(values);
      const amount = one.transfer.amount.type === "REQUESTED_AMOUNT" ? one.transfer.amount.amount_usdc : "everything";
      if (checked.ok) expect(checked.cents).toBe(amount);
      else expect(checked.faults.map(({ field }) => field)).not.toContain("amount");
    }),
  );
});
