import { cents, formatCents } from "@/lib/treasury/money";
import type { Amount } from "@/sandbox/company/types";

/** Cents in the form that goes over the wire. */
export const money = (value: number): Amount => ({ value, currency: "USD", formatted: formatCents(cents(value)) });
