import { describe, expect, it } from "vitest";
import { page, pageInTime } from "./paging";

const all = ["a", "b", "c", "d", "e"].map((id) => ({ id }));
const ids = (found: { items: { id: string }[] }) => found.items.map((one) => one.id).join("");

describe("cursor paging", () => {
  it("walks a list to its end and back", () => {
    const first = page(all, { limit: 2 });
    const second = page(all, { limit: 2, cursor: first.next_page! });
    const third = page(all, { limit: 2, cursor: second.next_page! });
    expect([first, second, third].map(ids)).toEqual(["ab", "cd", "e"]);
    expect(first.prev_page).toBeNull();
    expect(third.next_page).toBeNull();
    expect(ids(page(all, { limit: 2, cursor: third.prev_page! }))).toBe("cd");
  });

  it("neither repeats nor hides rows when new ones come in front", () => {
    const first = page(all, { limit: 2 });
    expect(ids(page([{ id: "new" }, ...all], { limit: 2, cursor: first.next_page! }))).toBe("cd");
  });

  it("refuses a cursor that is no cursor, or is of the list with other filters", () => {
    const { next_page } = page(all, { limit: 2, status: "OPEN" });
    for (const query of [{ cursor: "nonsense" }, { cursor: next_page! }]) {
      expect(() => page(all, { limit: 2, ...query })).toThrow(expect.objectContaining({ status: 422 }));
    }
  });
});

describe("paging in time", () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({ id: `row ${i}`, at: new Date(Date.UTC(2026, 6, 1 + Math.floor(i / 4))).toISOString(), odd: i % 2 === 1 }));
  type Row = (typeof rows)[number];
  const asks = [
    { newestFirst: true },
    { newestFirst: false },
    { newestFirst: true, from: "2026-07-03T00:00:00Z", to: "2026-07-06T00:00:00Z" },
    { newestFirst: false, from: "2026-07-09T12:00:00Z" },
    { newestFirst: true, to: "2026-06-01T00:00:00Z" },
  ];
  const all = () => true;
  const odd = (one: Row) => one.odd;

  it.each(asks.flatMap((ask) => [{ ...ask, fits: all }, { ...ask, fits: odd }]))("answers page by page what the filtered list does: %o", (ask) => {
    const { from = "0", to = "9", newestFirst, fits } = ask;
    const whole = rows.filter((one) => fits(one) && one.at >= from.replace("Z", ".000Z") && one.at <= to.replace("Z", ".000Z"));
    if (newestFirst) whole.reverse();
    const timed = (cursor?: string) => pageInTime({ rows, timeOf: (one) => one.at, ...ask }, { limit: 3, ...(cursor ? { cursor } : {}) });
    let [mine, plain] = [timed(), page(whole, { limit: 3 })];
    for (let pages = 0; ; pages++) {
      expect(mine.items).toEqual(plain.items);
      expect([mine.next_page === null, mine.prev_page === null]).toEqual([plain.next_page === null, plain.prev_page === null]);
      if (mine.prev_page) expect(timed(mine.prev_page).items).toEqual(page(whole, { limit: 3, cursor: plain.prev_page! }).items);
      if (!mine.next_page) return expect(pages).toBe(Math.max(0, Math.ceil(whole.length / 3) - 1));
      [mine, plain] = [timed(mine.next_page), page(whole, { limit: 3, cursor: plain.next_page! })];
    }
  });

  it("finds the row of a cursor whose time has changed since, and refuses one of a row that is gone", () => {
    const list = { rows, timeOf: (one: Row) => one.at, newestFirst: false, fits: all };
    const cursor = pageInTime(list, { limit: 3 }).next_page!;
    const moved = rows.map((one, i) => (i === 2 ? { ...one, at: "2026-07-01T00:00:00.001Z" } : one));
    expect(pageInTime({ ...list, rows: moved }, { limit: 3, cursor }).items[0]!.id).toBe("row 3");
    expect(() => pageInTime({ ...list, rows: rows.slice(3) }, { limit: 3, cursor })).toThrow(expect.objectContaining({ status: 422 }));
  });
});
