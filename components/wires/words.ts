import type { Wire } from "@/lib/jiko/wires";

/** Which way the money moved, for its sign; nothing for a wire that was sent back: its money is where it was before. */
export const signOf = ({ direction, status }: { direction: string; status: string }): "DEBIT" | "CREDIT" | undefined =>
  status === "REJECTED" ? undefined : direction === "OUTGOING" ? "DEBIT" : direction === "INCOMING" ? "CREDIT" : undefined;

export const directionWord = (direction: string): string => (direction === "INCOMING" ? "In" : direction === "OUTGOING" ? "Out" : direction);

/** Who is on the other side, as far as Jiko says. */
export const otherSide = ({ counterparty_name: name, direction }: Pick<Wire, "counterparty_name" | "direction">): string =>
  name ?? (direction === "INCOMING" ? "Unknown sender" : "Unknown payee");
