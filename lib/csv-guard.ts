/** A spreadsheet takes a text that begins like this for a formula (OWASP, "CSV injection"), full-width signs among them. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/;

/** A text as a cell that no spreadsheet runs: what begins like a formula gets an apostrophe in front. */
export const guardCell = (text: string): string => (formula.test(text) ? `'${text}` : text);
