import Decimal from "decimal.js";

/**
 * Decimals of 40 digits, rounded half up: they hold every product of money, price and rate exactly, and of a division more digits
 * than any figure shows. A context of its own, because settings of the global one belong to nobody.
 */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });
