import { expect, it } from "vitest";
import { industries } from "@/lib/jiko/application-fields";
import { industryWords } from "./words";

it("has a word for every industry of the contract and for nothing else", () => {
  expect(Object.keys(industryWords).sort()).toEqual([...industries].sort());
});
