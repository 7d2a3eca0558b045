import { formatCents, type Cents } from "@/lib/treasury/money";
import type { Difference } from "./types";

/** What the parts of a snapshot are called on the screen, by path. */
const labels: Record<string, string> = {
  id: "Request",
  type: "Kind of transfer",
  sentType: "Kind of transfer, as Jiko calls it",
  details: "Way of the transfer",
  "details.type": "Way of the transfer",
  "details.sentType": "Way of the transfer, as Jiko calls it",
  "details.transferType": "What moves",
  amount: "Amount",
  "amount.type": "Amount or everything",
  "amount.cents": "Amount",
  "amount.sentType": "Kind of amount, as Jiko calls it",
  "pocket.id": "Pocket",
  "pocket.name": "Name of the pocket",
  "destination.kind": "What is paid",
  "destination.id": "Payee or pocket that is paid",
  "destination.name": "Name of what is paid",
  "destination.payee.id": "Payee",
  "destination.payee.name": "Name of the payee",
  "destination.payee.type": "Kind of payee",
  "destination.payee.sentType": "Kind of payee, as Jiko calls it",
  "destination.payee.routingNumber": "Routing number",
  "destination.payee.account": "Account of the payee",
  "destination.payee.accountType": "Kind of account",
  "destination.payee.bic": "BIC",
  "destination.payee.network": "Network of the wallet",
  "destination.payee.institution": "Bank of the payee",
  "destination.payee.instructions": "Wire instructions",
  description: "Description",
  endToEnd: "End-to-end reference",
  "initiator.memberId": "Person who filed (id)",
  "initiator.name": "Person who filed",
  "initiator.email": "E-mail of the person who filed",
  createdAt: "Filed at",
  status: "Status",
  requiredApprovals: "Approvals that are needed",
  "payee.status": "Status of the payee",
  "payee.verification": "How the payee was verified",
  "balance.before": "Balance before",
  "balance.after": "Balance after",
  asOf: "As of",
};

const addressParts: Record<string, string> = {
  street: "street",
  street2: "second line",
  city: "city",
  postalCode: "postal code",
  state: "state",
  country: "country",
};

function labelOf(path: string): string {
  const known = labels[path];
  if (known) return known;
  const address = /^destination\.payee\.(address|institutionAddress)(?:\.(\w+))?$/.exec(path);
  if (address) {
    const whose = address[1] === "address" ? "Address of the payee" : "Address of the payee's bank";
    return address[2] ? `${whose}, ${addressParts[address[2]] ?? address[2]}` : whose;
  }
  return path;
}

const empty = { list: Symbol("empty list"), object: Symbol("empty") };

type Leaf = string | number | boolean | symbol | null;

/** Every leaf with its path. An empty object or list is a leaf too, so that none can come or go unseen. */
function leaves(value: unknown, path: string, into: Map<string, Leaf>): Map<string, Leaf> {
  if (value === null || typeof value !== "object") {
    if (value !== undefined) into.set(path, value as Leaf);
    return into;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) into.set(path, Array.isArray(value) ? empty.list : empty.object);
  // A dot or a backslash inside a key is escaped: two different places never share a path.
  for (const [key, member] of members) leaves(member, (path && `${path}.`) + key.replace(/[\\.]/g, "\\$&"), into);
  return into;
}

const centsAt = /(^|\.)(cents|before|after|total|median|proceeds|cash|cost|shortfall)$/;

const amountTypes: Record<string, string> = { FULL_WITHDRAWAL: "Everything in the pocket", REQUESTED_AMOUNT: "An amount" };

function readable(path: string, leaf: Leaf | undefined): string | null {
  if (leaf === undefined || leaf === null || typeof leaf === "symbol") return null;
  if (path === "amount.type") return amountTypes[String(leaf)] ?? String(leaf);
  if (typeof leaf === "number" && centsAt.test(path)) return formatCents(leaf as Cents);
  return String(leaf);
}

/** What differs between two subjects (or any two parts of a snapshot), in plain words; empty exactly where they are equal. */
export function differences(shown: unknown, now: unknown): Difference[] {
  const before = leaves(shown, "", new Map());
  const after = leaves(now, "", new Map());
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => !before.has(path) || !after.has(path) || before.get(path) !== after.get(path))
    .map((path) => ({ path, label: labelOf(path), shown: readable(path, before.get(path)), now: readable(path, after.get(path)) }));
}
