import "server-only";
import { z } from "zod";
import { differences } from "@/lib/approvals/differences";
import { asksMore } from "@/lib/approvals/policy/more";
import { assurances } from "@/lib/approvals/policy/types";
import { contextHashOf, subjectHashOf } from "@/lib/approvals/snapshot";
import type { DecisionAction, Snapshot, SnapshotSubject, SubjectChanged } from "@/lib/approvals/types";
import { AppError } from "@/lib/errors";

const hash = z.string().regex(/^[0-9a-f]{64}$/, "Expected a SHA-256 value in hexadecimal");

/** What the screen showed. Its shape is proven by its hash alone: it is compared, and never acted on. */
const shown = z.object({
  version: z.literal(2),
  subject: z.record(z.string(), z.json()),
  context: z.looseObject({
    requiredApprovals: z.int(),
    status: z.string(),
    policy: z.looseObject({
      demands: z.array(z.looseObject({ count: z.int(), step: z.int(), from: z.looseObject({}) })),
      assurance: z.enum(assurances),
      acknowledge: z.array(z.string()),
      callBack: z.boolean(),
      expiresAt: z.string().nullable(),
    }),
  }),
});

/** What every decision brings along: which request it is about, and what was shown of it. */
export const shownRequest = z.strictObject({ transferId: z.guid().toLowerCase(), subjectHash: hash, contextHash: hash, shown });
export type ShownRequest = z.output<typeof shownRequest>;

/** Compares what was shown with what is there now. Throws what must stop the decision. */
export function refuseChanged(action: DecisionAction, given: ShownRequest, now: Snapshot): void {
  if (subjectHashOf(given.shown.subject) !== given.subjectHash || contextHashOf(given.shown.context) !== given.contextHash) {
    throw new AppError("invalid_input", { message: "What was sent as shown does not fit its hash. Open the request again." });
  }
  if (subjectHashOf(now.subject) !== given.subjectHash) {
    const before = given.shown.subject as unknown as SnapshotSubject;
    const data: SubjectChanged = { shown: before, now: now.subject, differences: differences(before, now.subject) };
    throw new AppError("subject_changed", { data });
  }
  if (action !== "approve") return;
  const { requiredApprovals, policy } = given.shown.context as unknown as Snapshot["context"];
  if (now.context.requiredApprovals > requiredApprovals) {
    throw new AppError("conflict", {
      message: `This request now needs ${now.context.requiredApprovals} approvals; fewer were shown. Look again before you sign.`,
    });
  }
  if (asksMore(policy, now.context.policy)) {
    throw new AppError("conflict", { message: "More is asked for this request now than was shown. Look again before you sign." });
  }
}
