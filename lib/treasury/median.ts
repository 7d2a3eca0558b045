/** The lower of the two middle ones where their number is even; null where there are none. */
export const medianOf = (amounts: readonly number[]): number | null =>
  [...amounts].sort((a, b) => a - b)[Math.floor((amounts.length - 1) / 2)] ?? null;
