import type { Wire } from "@/lib/jiko/wires";

export const directionWord = (direction: string): string => (direction === "INCOMING" ? "In" : direction === "OUTGOING" ? "Out" : direction);

/** Who is on the other side, as far as Jiko says. */
export const otherSide = ({ counterparty_name: name, direction }: Pick<Wire, "counterparty_name" | "direction">): string =>
  name ?? (direction === "INCOMING" ? "Unknown sender" : "Unknown payee");
