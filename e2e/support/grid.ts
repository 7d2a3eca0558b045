import type { Locator } from "@playwright/test";

/** A row of a grid by its place in the list, the first being 1, or every row that is in the document. */
export const gridRows = (grid: Locator, at?: number): Locator =>
  at === undefined ? grid.locator("[role=row][aria-selected]") : grid.locator(`[role=row][aria-rowindex="${at + 1}"]`);
