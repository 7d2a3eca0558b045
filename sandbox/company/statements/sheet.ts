import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from "pdf-lib";

const ink = rgb(0.09, 0.11, 0.15);
const faint = rgb(0.42, 0.45, 0.5);
const line = rgb(0.84, 0.86, 0.89);
const band = rgb(0.96, 0.965, 0.975);
const width = 612;
const height = 792;
const margin = 54;
const bottom = 66;

export interface Column {
  title: string;
  /** Share of the width; all shares of a table add up to 1. */
  share: number;
  right?: boolean;
}

/** A US-letter document that is written from top to bottom; tables repeat their head on each page. Points throughout. */
export class Sheet {
  private page!: PDFPage;
  private y = 0;

  private constructor(
    private readonly pdf: PDFDocument,
    private readonly regular: PDFFont,
    private readonly bold: PDFFont,
    private readonly heading: { title: string; about: string[] },
  ) {}

  static async open(heading: { title: string; about: string[] }, created: Date): Promise<Sheet> {
    const pdf = await PDFDocument.create();
    pdf.setTitle(heading.title);
    pdf.setAuthor("Sandbox Bank");
    // The same statement is the same file whenever it is asked for.
    pdf.setCreationDate(created);
    pdf.setModificationDate(created);
    const sheet = new Sheet(pdf, await pdf.embedFont(StandardFonts.Helvetica), await pdf.embedFont(StandardFonts.HelveticaBold), heading);
    sheet.turn();
    return sheet;
  }

  private text(text: string, x: number, y: number, size: number, font = this.regular, color = ink): void {
    this.page.drawText(text, { x, y, size, font, color });
  }

  private turn(): void {
    const first = this.pdf.getPageCount() === 0;
    this.page = this.pdf.addPage([width, height]);
    this.text("Sandbox Bank", margin, height - 50, 9, this.bold, faint);
    this.textRight("Sandbox statement - not a real account", width - margin, height - 50, 9, this.regular, faint);
    this.page.drawLine({ start: { x: margin, y: height - 58 }, end: { x: width - margin, y: height - 58 }, thickness: 0.7, color: line });
    this.y = height - 84;
    if (!first) return;
    this.text(this.heading.title, margin, this.y - 6, 18, this.bold);
    this.y -= 28;
    for (const about of this.heading.about) {
      this.text(about, margin, this.y, 9.5, this.regular, faint);
      this.y -= 14;
    }
  }

  private textRight(text: string, right: number, y: number, size: number, font = this.regular, color = ink): void {
    this.text(text, right - font.widthOfTextAtSize(text, size), y, size, font, color);
  }

  private room(points: number): boolean {
    return this.y - points >= bottom;
  }

  /** Cuts a text to a width, with three dots where something is lost. */
  private fit(text: string, points: number, size: number, font: PDFFont): string {
    if (font.widthOfTextAtSize(text, size) <= points) return text;
    let cut = text;
    while (cut && font.widthOfTextAtSize(`${cut}...`, size) > points) cut = cut.slice(0, -1);
    return `${cut}...`;
  }

  section(title: string): void {
    if (!this.room(70)) this.turn();
    this.y -= 22;
    this.text(title, margin, this.y, 11.5, this.bold);
    this.y -= 8;
  }

  note(text: string): void {
    if (!this.room(16)) this.turn();
    this.y -= 12;
    this.text(text, margin, this.y, 8.5, this.regular, faint);
    this.y -= 4;
  }

  /** Lines of a name and an amount; the last one is the sum and stands out. */
  summary(lines: [string, string][]): void {
    lines.forEach(([name, amount], i) => {
      if (!this.room(18)) this.turn();
      const last = i === lines.length - 1;
      if (last) this.page.drawLine({ start: { x: margin, y: this.y }, end: { x: width - margin, y: this.y }, thickness: 0.7, color: line });
      this.y -= 15;
      this.text(name, margin, this.y, 9.5, last ? this.bold : this.regular);
      this.textRight(amount, width - margin, this.y, 9.5, last ? this.bold : this.regular);
      this.y -= 2;
    });
  }

  table(columns: Column[], rows: string[][]): void {
    const draw = (cells: string[], size: number, font: PDFFont, color = ink) => {
      let x = margin;
      columns.forEach(({ share, right }, i) => {
        const room = share * (width - 2 * margin);
        const cell = this.fit(cells[i] ?? "", room - 8, size, font);
        if (right) this.textRight(cell, x + room - 4, this.y, size, font, color);
        else this.text(cell, x + 4, this.y, size, font, color);
        x += room;
      });
    };
    const head = () => {
      this.y -= 15;
      this.page.drawRectangle({ x: margin, y: this.y - 4, width: width - 2 * margin, height: 15, color: band });
      draw(
        columns.map((column) => column.title),
        8,
        this.bold,
        faint,
      );
      this.y -= 3;
    };
    if (!this.room(46)) this.turn();
    head();
    for (const row of rows) {
      if (!this.room(15)) {
        this.turn();
        head();
      }
      this.y -= 13;
      draw(row, 8.5, this.regular);
      this.page.drawLine({
        start: { x: margin, y: this.y - 3.5 },
        end: { x: width - margin, y: this.y - 3.5 },
        thickness: 0.4,
        color: line,
      });
    }
    this.y -= 4;
  }

  /** Numbers the pages and answers the file. */
  async close(footer: string): Promise<Uint8Array> {
    const pages = this.pdf.getPages();
    pages.forEach((page, i) => {
      this.page = page;
      this.text(footer, margin, 40, 8, this.regular, faint);
      this.textRight(`Page ${i + 1} of ${pages.length}`, width - margin, 40, 8, this.regular, faint);
    });
    return this.pdf.save();
  }
}
