const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const lines = (...some: string[]): string => head + some.join("");
const part = (name: string, type: string) => `<Override PartName="/xl/${name}.xml" ContentType="${kind}.${type}+xml"/>`;
const relationship = (id: number, type: string, target: string) => `<Relationship Id="rId${id}" Type="${relationships}/${type}" Target="${target}"/>`;
const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`;
const format = (of: number) => `<xf xfId="0" numFmtId="${of}" applyNumberFormat="1"/>`;

/** The parts of a workbook beside its one sheet (ECMA-376, part 1). The styles are those that cells name by their place. */
export const parts: Readonly<Record<string, string>> = {
  "[Content_Types].xml": lines(
    `<Types xmlns="${packaged}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    ...[part("workbook", "sheet.main"), part("worksheets/sheet1", "worksheet"), part("styles", "styles")],
    "</Types>",
  ),
  "_rels/.rels": lines(`<Relationships xmlns="${packaged}/relationships">`, relationship(1, "officeDocument", "xl/workbook.xml"), "</Relationships>"),
  "xl/_rels/workbook.xml.rels": lines(
    `<Relationships xmlns="${packaged}/relationships">`,
    relationship(1, "worksheet", "worksheets/sheet1.xml"),
    relationship(2, "styles", "styles.xml"),
    "</Relationships>",
  ),
  "xl/styles.xml": lines(
    `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>`,
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>',
    `<fonts count="2">${font("")}${font("<b/>")}</fonts>`,
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>',
    `<cellXfs count="5"><xf xfId="0"/>${format(4)}${format(164)}${format(165)}<xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
  ),
};

/** The workbook with the name of its sheet: at most 31 signs, none of which Excel refuses there. */
export const workbook = (sheet: string): string =>
  lines(
    `<workbook xmlns="${main}" xmlns:r="${relationships}">`,
    `<sheets><sheet name="${sheet.replace(/[^\w ]/g, "").slice(0, 31)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );

/** The beginning of a sheet, whose first row stays where it is while one scrolls. */
export const sheetStart = (columns: number): string =>
  lines(
    `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">`,
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols><col min="1" max="${columns}" width="20" customWidth="1"/></cols><sheetData>`,
  );
export const sheetEnd = "</sheetData></worksheet>";
