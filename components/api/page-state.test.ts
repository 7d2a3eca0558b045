import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const desk = path.join(import.meta.dirname, "../../app/(desk)");

it("stands on every page: without it nothing around the page would ever be read again", () => {
  const pages = readdirSync(desk, { recursive: true, encoding: "utf8" }).filter((file) => /(^|\/)(page|error|not-found)\.tsx$/.test(file));
  expect(pages.length).toBeGreaterThan(40);
  expect(pages.filter((file) => !readFileSync(path.join(desk, file), "utf8").includes("<PageState"))).toEqual([]);
});
