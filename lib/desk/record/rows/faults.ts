import "server-only";
import type { ProofChecker } from "@/lib/audit/proofs";
import type { EntryText, Fault } from "@/lib/audit/verify";
import type { Transaction } from "@/lib/db/connection";
import { CallBacksOnRecord } from "./call-backs";
import { FreezesOnRecord } from "./freezes";
import { SignOffsOnRecord } from "./sign-offs";
import { standingFaults } from "./standing";

/** The tables that the desk acts by, against the record: every row must be borne out by an entry, and none may lack. */
export class RowChecker {
  private readonly tables = [new SignOffsOnRecord(), new FreezesOnRecord(), new CallBacksOnRecord()];

  take(entry: EntryText): void {
    for (const table of this.tables) table.take(entry);
  }

  /** `whole`: the record could be read to its end. Else rows of what comes after would seem to be inserted. */
  async faults(tx: Transaction, customerId: string, proofs: ProofChecker, whole: boolean): Promise<Fault[]> {
    const found = await standingFaults(tx, customerId, proofs);
    for (const table of whole ? this.tables : []) found.push(...(await table.faults(tx, customerId)));
    return found;
  }
}
