"use client";

import { useState } from "react";
import { request } from "@/components/api/request";
import { NotSigned, signWithPasskey } from "@/components/api/sign";
import { leaveForStepUp } from "@/components/api/step-up";
import type { Statement } from "@/lib/approvals/gesture";
import { decisionInput, type ApprovalView, type DecisionInput } from "@/lib/approvals/types";
import type { GivenGesture, OpenGesture } from "@/lib/desk/passkeys/gesture";

export const statementOf = (views: readonly ApprovalView[]): Statement => ({
  kind: "approve",
  items: views.map(({ request: { id }, subjectHash, contextHash }) => ({ transferId: id.toLowerCase(), subjectHash, contextHash })),
});

export interface Sign {
  signing: boolean;
  /** Why nothing was signed, as a sentence. */
  fault: string | null;
  /** Answers what to send, or null where nobody signed, or where the browser leaves for Jiko. */
  sign: (view: ApprovalView, acknowledged: string[]) => Promise<DecisionInput | null>;
  clear: () => void;
}

/** Signs what is shown as the policy asks: by passkey, after a fresh sign-in at Jiko (the page comes back), or by being here. */
export function useSign(): Sign {
  const [signing, setSigning] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const sign: Sign["sign"] = async (view, acknowledged) => {
    setSigning(true);
    setFault(null);
    try {
      const gesture = await gestureFor(view, acknowledged);
      return gesture && decisionInput(view, { acknowledged, gesture });
    } catch (error) {
      setFault(error instanceof NotSigned || error instanceof Error ? error.message : "This could not be signed. Nothing was sent.");
      return null;
    } finally {
      setSigning(false);
    }
  };
  return { signing, fault, sign, clear: () => setFault(null) };
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
