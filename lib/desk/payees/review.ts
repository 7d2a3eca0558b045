import "server-only";
import { payeeOf } from "@/lib/approvals/payee";
import type { SnapshotPayee } from "@/lib/approvals/types";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import type { PayeeValues } from "@/lib/forms/payee";
import { counterpartiesList } from "@/lib/jiko/counterparties";
import { checkPayee } from "@/lib/payees/check";
import { asPayee, findingsOf, type Finding } from "@/lib/payees/look-alike";
import { allPages } from "../commands/all-pages";
import { readWhole } from "../read";

/** What somebody looks at before a payee is saved. */
export interface PayeeReview {
  /** Exactly what Jiko will be sent. */
  sending: SnapshotPayee;
  /** What does not go together, as sentences. */
  notes: string[];
  findings: Finding[];
  /** How many payees it was compared with: all there are. */
  compared: number;
}

/** Checks a form, and compares it with every payee of the company. Throws `invalid_input` with a fault per field. */
export async function reviewPayee(session: Session, values: PayeeValues): Promise<PayeeReview> {
  const checked = checkPayee(values);
  if (!checked.ok) throw new AppError("invalid_input", { message: "Something in the form is not right yet.", fields: checked.faults });
  const known = await allPages((query) => readWhole(counterpartiesList, session, { query }));
  const { body, notes } = checked;
  return { sending: payeeOf(asPayee(body)), notes, findings: findingsOf(body, known), compared: known.length };
}
