import { Temporal } from "temporal-polyfill";
import { plainCents, type Cents } from "@/lib/treasury/money";

/** What a cell of a workbook holds. A decimal stays the text that it is; an instant is shown by the clock of a time zone. */
export type XlsxCell = { text: string } | { cents: Cents } | { decimal: string } | { instant: string } | { day: string } | null;

/** Styles by their place in `styles` of the workbook's parts. */
export const style = { plain: 0, money: 1, instant: 2, day: 3, head: 4 } as const;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
// What XML cannot hold at all, and a surrogate on its own.
const unwritable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const longestText = 32_767;

/**
 * A text as a workbook holds it: `_x0041_` would be read as a letter, so its first sign is written so; as is a carriage return,
 * which XML would make a line feed.
 */
const written = (text: string): string =>
  text
    .slice(0, longestText)
    .replace(unwritable, "")
    .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")
    .replaceAll("\r", "_x000D_")
    .replace(/[&<>]/g, (sign) => entities[sign]!);

/** `A`, `Z`, `AA`: the name of a column by its place from 0. */
export function columnName(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : columnName(Math.floor(place / 26) - 1) + letter;
}

const dayMs = 86_400_000;
/** A workbook counts days from here on; before March 1900 its count is off by one, which no row of a bank is. */
const firstDay = Date.UTC(1899, 11, 30);

/**
 * Days since the beginning of the count at an instant, by the clock of the zone. The zone is asked once for each day on which its clock
 * is not changed: it answers slowly, and a file asks a million times. The tenth digit of a day is a hundred-thousandth of a second; it is
 * rounded up, because there are programs that cut off what is below one.
 */
export function serialIn(timeZone: string): (instant: string) => string {
  const offsetAt = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000;
  const offsets = new Map<number, number | null>();
  function offsetOn(day: number): number | null {
    const [first, last] = [offsetAt(day * dayMs), offsetAt((day + 1) * dayMs)];
    const offset = first === last ? first : null;
    offsets.set(day, offset);
    return offset;
  }
  return (instant) => {
    const at = Date.parse(instant);
    const day = Math.floor(at / dayMs);
    const known = offsets.get(day);
    const since = at + ((known === undefined ? offsetOn(day) : known) ?? offsetAt(at)) - firstDay;
    const part = Math.ceil(((since % dayMs) / dayMs) * 1e10);
    return `${Math.floor(since / dayMs)}.${String(part).padStart(10, "0")}`;
  };
}

const numberCell = (at: string, of: number, value: string): string => `<c r="${at}" s="${of}"><v>${value}</v></c>`;

/** A text is written inline, so that nothing in it is ever a formula. */
export const textCell = (at: string, text: string, of: number = style.plain): string =>
  `<c r="${at}" s="${of}" t="inlineStr"><is><t xml:space="preserve">${written(text)}</t></is></c>`;

/** One cell at a place, `B7`. Amounts are written from their cents, digit by digit. */
export function xlsxCell(at: string, cell: XlsxCell, serial: (instant: string) => string): string {
  if (cell === null) return "";
  if ("text" in cell) return textCell(at, cell.text);
  if ("cents" in cell) return numberCell(at, style.money, plainCents(cell.cents));
  if ("instant" in cell) return numberCell(at, style.instant, serial(cell.instant));
  if ("day" in cell) return numberCell(at, style.day, String((Date.parse(`${cell.day}T00:00:00Z`) - firstDay) / dayMs));
  return /^-?\d+(\.\d+)?$/.test(cell.decimal) ? numberCell(at, style.plain, cell.decimal) : textCell(at, cell.decimal);
}
