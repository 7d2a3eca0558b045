import { describe, expect, it } from "vitest";
import { csvRecords } from "./csv-records";

describe("csvRecords", () => {
  it("reads quotes, line breaks within cells and a byte order mark, across the chunks it is cut into", async () => {
    const long = "x".repeat(100_000);
    const records: string[][] = [];
    for await (const record of csvRecords(`\ufeffa,b\r\n"1,""2""\nx",${long}\r\n3\r\n`)) records.push(record);
    expect(records).toEqual([["a", "b"], ['1,"2"\nx', long], ["3"]]);
  });

  it("throws where the text breaks off within a quote", async () => {
    const read = async () => {
      for await (const _ of csvRecords('a\n"open')) void _;
    };
    await expect(read()).rejects.toMatchObject({ code: "CSV_QUOTE_NOT_CLOSED" });
  });
});
