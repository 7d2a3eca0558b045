/**
 * Lists that are higher than a browser can lay out. So many rows as it can stand in the document, a stretch of the list, and the
 * stretch moves over the list as somebody scrolls.
 */

/** In pixels of the style sheet. Chromium ends at 33 million pixels of the screen, eight times as many on a sharp one that is magnified. */
export const highest = 4_000_000;

/** `shown` rows of `count`: those from `first` on. */
export interface Stretch {
  first: number;
  shown: number;
  count: number;
}

/**
 * The first row of the stretch when a row of the list (`of` is `count`) or a place of the stretch (`of` is `shown`) is on the
 * screen. At both ends of the list each place is one row, so that it is scrolled through to its very end; between them it is many.
 */
export function firstAt(at: number, of: number, { shown, count }: Pick<Stretch, "shown" | "count">): number {
  const end = shown / 4;
  const share = (at - end) / (of - 2 * end);
  return Math.round((count - shown) * Math.max(0, Math.min(1, share)));
}

interface Movement {
  /** The places of the stretch that stood, and now stand, at the top of the screen. */
  from: number;
  to: number;
  /** How many rows a screen has. */
  screen: number;
}

/** The first row of the stretch once somebody has scrolled, and whether that is the same rows on the screen or others. */
export function followed(stretch: Stretch, { from, to, screen }: Movement): { first: number; same: boolean } {
  const { first, shown, count } = stretch;
  // So far at once nobody goes but by the bar, whose place says where in the list they want to be.
  if (Math.abs(to - from) > 2 * screen) return { first: firstAt(to, shown, stretch), same: false };
  const ends = to < screen || to > shown - 2 * screen;
  return { first: ends ? firstAt(first + to, count, stretch) : first, same: true };
}
