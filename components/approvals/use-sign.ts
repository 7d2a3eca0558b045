"use client";

import { request } from "@/components/api/request";
import { signWithPasskey } from "@/components/api/sign";
import { leaveForStepUp } from "@/components/api/step-up";
import { useSigning, type Signing } from "@/components/api/use-signing";
import type { Statement } from "@/lib/approvals/statement";
import { decisionInput, type ApprovalView, type DecisionInput } from "@/lib/approvals/types";
import type { GivenGesture, OpenGesture } from "@/lib/desk/passkeys/gesture";

export const statementOf = (views: readonly ApprovalView[]): Statement => ({
  kind: "approve",
  items: views.map(({ request: { id }, subjectHash, contextHash }) => ({ transferId: id.toLowerCase(), subjectHash, contextHash })),
});

export interface Sign extends Omit<Signing, "attempt"> {
  /** Answers what to send, or null where nobody signed, or where the browser leaves for Jiko. */
  sign: (view: ApprovalView, acknowledged: string[]) => Promise<DecisionInput | null>;
}

/** Signs what is shown as the policy asks: by passkey, after a fresh sign-in at Jiko (the page comes back), or by being here. */
export function useSign(): Sign {
  const { attempt, ...state } = useSigning();
  const sign: Sign["sign"] = (view, acknowledged) =>
    attempt(async () => {
      const gesture = await gestureFor(view, acknowledged);
      return gesture && decisionInput(view, { acknowledged, gesture });
    });
  return { ...state, sign };
}

async function gestureFor(view: ApprovalView, acknowledged: string[]): Promise<GivenGesture | null> {
  const { assurance } = view.snapshot.context.policy;
  if (assurance === "session") return { kind: "session" };
  if (assurance === "passkey" || view.passkeys > 0) return signWithPasskey(statementOf([view]));
  const { nonce } = await request<OpenGesture>("/api/gestures", { method: "POST", body: statementOf([view]) });
  const input = { ...decisionInput(view, { acknowledged }), nonce };
  await leaveForStepUp({ purpose: "decide", nonce }, { command: "transfer.approve", input }, `/approvals/${view.request.id}`);
  return null;
}
