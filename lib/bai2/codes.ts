/**
 * BAI2 type codes for what moves money in a pocket: 101 to 399 are credits, 401 to 699 debits. Source: BAI, "Cash Management
 * Balance Reporting Specifications", version 2, appendix A (uniform BAI balance reporting codes).
 */
type Codes = readonly [credit: string, debit: string];

const codes = {
  /** ACH that others sent: ACH credit received, ACH debit received. */
  achReceived: ["142", "451"],
  /** ACH that was sent from here: ACH settlement. */
  achSent: ["166", "466"],
  /** Incoming and outgoing money transfer. */
  wire: ["195", "495"],
  /** Book transfer. */
  onUs: ["206", "506"],
  /** Miscellaneous fee refund, miscellaneous fees. */
  fee: ["398", "698"],
  /** Interest. */
  earnings: ["354", "654"],
  /** Miscellaneous. */
  other: ["399", "699"],
} as const satisfies Record<string, Codes>;

const kinds: Record<string, Codes> = { WIRE: codes.wire, ON_US: codes.onUs, FEE: codes.fee };

/** The code of a bank movement by Jiko's type of it. What is not known here is miscellaneous. */
export function movementCode(type: string, credit: boolean, ach?: string): string {
  const pair = type === "ACH" ? (ach === "ORIGINATION" ? codes.achSent : codes.achReceived) : (kinds[type] ?? codes.other);
  return pair[credit ? 0 : 1];
}

export const earningsCode = (gain: boolean): string => codes.earnings[gain ? 0 : 1];
