import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Status } from "@/components/ui/status";
import type { Transaction } from "@/lib/jiko/transactions";
import { movementKinds } from "@/lib/lists/definitions/transactions";
import { columnsOf, type Column } from "./column";

/** The word for a kind of movement; a kind that is not known here stays as it was sent. */
export const movementKind = (movement: Transaction): string =>
  movement.type === "UNKNOWN" ? movement.sent_type : movementKinds[movement.type];

/** Money in or out, as a word; never by sign or colour alone. */
export const directionWord = (direction: string): string => (direction === "DEBIT" ? "Out" : direction === "CREDIT" ? "In" : direction);

/** Columns of bank movements. `pocketName` adds the pocket where a list holds several. */
export function movementColumns(pocketName: ((id: string) => string) | null): readonly Column<Transaction>[] {
  return columnsOf<Transaction>([
    { id: "booked", header: "Booked", cell: (one) => <DateText at={one.time_booked} form="day" /> },
    { id: "title", header: "Description", rowHeader: true, bare: true, cell: (one) => one.title },
    { id: "kind", header: "Type", from: "sm", cell: movementKind },
    ...(pocketName ? [{ id: "pocket", header: "Pocket", cell: (one: Transaction) => pocketName(one.pocket_id) }] : []),
    { id: "status", header: "Status", from: "md", cell: (one) => <Status of="movement" value={one.status} /> },
    { id: "direction", header: "In / out", cell: (one) => directionWord(one.direction) },
    { id: "amount", header: "Amount", align: "right", cell: (one) => <Money cents={one.amount} direction={one.direction} /> },
  ]);
}
