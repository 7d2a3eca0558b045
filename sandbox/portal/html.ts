/** Text that is already HTML. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | Html | null | false | undefined | readonly Piece[];

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const write = (piece: Piece): string => {
  if (piece === null || piece === undefined || piece === false) return "";
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map(write).join("");
  return String(piece).replace(/[&<>"']/g, (sign) => entities[sign]!);
};

/** A template whose values are escaped, except those that are HTML themselves. */
export const html = (parts: TemplateStringsArray, ...values: Piece[]): Html =>
  new Html(parts.reduce((text, part, i) => text + write(values[i - 1]) + part));
