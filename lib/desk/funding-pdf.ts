import "server-only";
import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from "pdf-lib";
import { AppError } from "@/lib/errors";
import type { FundingRow } from "@/lib/forms/funding";

interface FundingSheet {
  company: string;
  pocket: string;
  portal: string;
  rows: readonly FundingRow[];
  /** When Jiko gave the instructions. */
  asOf: Date;
}

const [width, height] = [612, 792];
const left = 56;
const valueAt = 232;
const ink = rgb(0.11, 0.13, 0.16);
const muted = rgb(0.38, 0.42, 0.47);
const line = rgb(0.82, 0.84, 0.87);

/** Words that fit on lines of a width; a word that is longer than a line is cut. */
function wrap(text: string, font: PDFFont, size: number, most: number): string[] {
  const fits = (some: string) => font.widthOfTextAtSize(some, size) <= most;
  const out: string[] = [];
  let now = "";
  for (const word of text.split(/\s+/)) {
    const longer = now ? `${now} ${word}` : word;
    if (fits(longer)) {
      now = longer;
      continue;
    }
    if (now) out.push(now);
    now = "";
    for (const letter of word) {
      if (now && !fits(now + letter)) {
        out.push(now);
        now = "";
      }
      now += letter;
    }
  }
  if (now) out.push(now);
  return out;
}

/** The fonts that every reader has know Latin letters alone. A name must not be altered on the way, so anything else is refused. */
function checkLetters(font: PDFFont, texts: readonly string[]): void {
  const known = new Set(font.getCharacterSet());
  if (texts.every((text) => [...text].every((letter) => known.has(letter.codePointAt(0)!)))) return;
  const message = "These instructions hold letters that this PDF cannot show. Print the page instead: it shows them as they are.";
  throw new AppError("conflict", { message });
}

/** One page with what a payer needs, for sending on. Throws `conflict` where it holds letters that the fonts lack. */
export async function fundingPdf({ company, pocket, portal, rows, asOf }: FundingSheet): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const [plain, bold, mono] = [
    await pdf.embedFont(StandardFonts.Helvetica),
    await pdf.embedFont(StandardFonts.HelveticaBold),
    await pdf.embedFont(StandardFonts.Courier),
  ];
  checkLetters(plain, [company, pocket, portal, ...rows.flatMap(({ lines }) => lines)]);
  pdf.setTitle(`Funding instructions: ${company}, ${portal}`);
  pdf.setProducer("Countersign");
  pdf.setCreationDate(asOf);
  pdf.setModificationDate(asOf);

  let page: PDFPage = pdf.addPage([width, height]);
  let y = height - 64;
  const write = (text: string, x: number, font: PDFFont, size: number, color = ink) => page.drawText(text, { x, y, font, size, color });
  const down = (by: number) => {
    y -= by;
    if (y > 64) return;
    page = pdf.addPage([width, height]);
    y = height - 64;
  };

  write("Funding instructions", left, bold, 18);
  down(22);
  for (const one of wrap(`${company} - pocket ${pocket}, portal ${portal}`, plain, 10, width - 2 * left)) {
    write(one, left, plain, 10, muted);
    down(14);
  }
  down(10);
  for (const { label, lines, code } of rows) {
    page.drawLine({ start: { x: left, y: y + 16 }, end: { x: width - left, y: y + 16 }, thickness: 0.5, color: line });
    const values = lines.flatMap((text) => wrap(text, code ? mono : plain, 11, width - left - valueAt));
    const labels = wrap(label, plain, 10, valueAt - left - 12);
    for (let i = 0; i < Math.max(values.length, labels.length); i++) {
      if (labels[i]) write(labels[i]!, left, plain, 10, muted);
      if (values[i]) write(values[i]!, valueAt, code ? mono : plain, 11);
      down(15);
    }
    down(12);
  }
  const said = `As given by Jiko on ${asOf.toISOString().slice(0, 16).replace("T", " ")} UTC. Confirm account details by telephone before paying to them for the first time.`;
  for (const one of wrap(said, plain, 9, width - 2 * left)) {
    write(one, left, plain, 9, muted);
    down(12);
  }
  return pdf.save();
}
