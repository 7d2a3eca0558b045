import { describe, expect, it } from "vitest";
import { page } from "./paging";

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
