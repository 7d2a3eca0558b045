import { z } from "zod";
import { assurances, type Member } from "@/lib/approvals/policy/types";
import type { EntryText } from "./verify";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What the intent of an approval says of the sign-off that it is. */
const signOffSaid = z.looseObject({
  how: z.enum(["held", "sent"]), assurance: z.enum(assurances), role: z.string(),
  passkeyId: z.string().nullish(), proof: digest.nullish(),
  subjectHash: digest, contextHash: digest, contextNow: digest, snapshot: digest,
  policyVersion: z.string(), policyDigest: digest.nullish(), acknowledged: z.array(z.string()), upperAmount: z.int().nullish(),
});
export type SignOffSaid = z.output<typeof signOffSaid>;

const approval = "transfer.approve";

/** The sign-off of an entry; null where it is none. Throws a sentence where it does not say what one must. */
export function signOffOfEntry({ kind, action, details }: EntryText): SignOffSaid | null {
  if (action !== approval || kind !== "intent") return null;
  const parsed = signOffSaid.safeParse(details);
  if (!parsed.success) throw new Error(`it does not say how it was signed off: ${parsed.error.issues[0]!.path.join(".")}`);
  return parsed.data;
}

/** How an approval ended by this entry; null where it tells of no end. A correction counts over what was said before. */
export function endOf({ kind, action, outcome }: EntryText): "done" | "void" | null {
  if (action !== approval || (kind !== "outcome" && kind !== "correction")) return null;
  return outcome === "done" ? "done" : "void";
}

export interface GivenSignOff extends Pick<SignOffSaid, "how" | "subjectHash" | "passkeyId"> {
  memberId: string;
  role: Member["role"];
  correlationId: string;
  state: "open" | "done" | "void";
}

/** The sign-offs of requests that may still get another one, by what the entries so far say. */
export class OpenSignOffs {
  private readonly byRequest = new Map<string, GivenSignOff[]>();

  add({ subjectId, actor, correlationId }: EntryText, { role, how, subjectHash, passkeyId }: SignOffSaid): void {
    const list = this.byRequest.get(subjectId ?? "") ?? [];
    const memberId = actor?.memberId.toLowerCase() ?? "";
    list.push({ memberId, correlationId, role: role as Member["role"], how, subjectHash, passkeyId, state: "open" });
    this.byRequest.set(subjectId ?? "", list);
  }

  /** Takes an outcome. What Jiko no longer waits for needs no sign-off any more and is forgotten. */
  settle(entry: EntryText): void {
    const end = endOf(entry);
    const key = entry.subjectId ?? "";
    const found = this.byRequest.get(key)?.find(({ correlationId }) => correlationId === entry.correlationId);
    if (!end || !found) return;
    found.state = end;
    const { result } = entry.details as { result?: { status?: string } };
    if (end === "done" && result?.status !== undefined && result.status !== "PENDING_APPROVAL") this.byRequest.delete(key);
  }

  /** Those that stand for a request as it is: held ones at once, those that were sent where that is known to have arrived. */
  of(transferId: string, subjectHash: string): GivenSignOff[] {
    const list = this.byRequest.get(transferId) ?? [];
    return list.filter((one) => one.subjectHash === subjectHash && (one.how === "held" ? one.state !== "void" : one.state === "done"));
  }
}
