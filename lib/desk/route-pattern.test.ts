import { expect, it } from "vitest";
import { patternOf } from "./route-pattern";

it.each([
  ["/api/pockets", undefined, "/api/pockets"],
  ["/api/payees/7f3c/payments", { id: "7f3c" }, "/api/payees/[id]/payments"],
  ["/api/downloads/reports/7f3c/2", { id: "7f3c", file: "2" }, "/api/downloads/reports/[id]/[file]"],
  ["/api/jiko/v2/pockets/7f3c/", { path: ["v2", "pockets", "7f3c"] }, "/api/jiko/[...path]"],
  ["/api/commands/commands", { name: "commands" }, "/api/commands/[name]"],
  ["/api/messages/a%20b", { id: "a%20b" }, "/api/messages/[id]"],
  ["/api/messages/a%20b", { id: "a b" }, "/api/messages/[id]"],
  ["/api/messages/%ff", { id: "%ff" }, "/api/messages/[id]"],
  ["/api/elsewhere/7f3c", { id: "8a" }, "unknown"],
  ["/api/pockets/a/b", { one: "b", two: "b" }, "unknown"],
])("%s with %j is %s", (pathname, params, pattern) => expect(patternOf(pathname, params)).toBe(pattern));
