import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openRoutes } from "./open-routes";
import type { Access } from "./route";

const root = path.join(import.meta.dirname, "../..");
const files = readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)route\.tsx?$/.test(file))
  .map((file) => file.replaceAll(path.sep, "/"));
const addressOf = (file: string) => `/${file.replace(/\([^/]*\)\//g, "").replace(/\/route\.tsx?$/, "")}`;
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const open: Record<string, { madeBy: string }> = openRoutes;

describe("every route handler", () => {
  it("is found by this test", () => expect(files.length).toBeGreaterThan(3));

  it("of the open list exists", () => {
    const known = files.map(addressOf);
    for (const address of Object.keys(openRoutes)) expect(known).toContain(address);
  });

  it.each(files)("%s asks for a session, or stands on the open list", { timeout: 60_000 }, async (file) => {
    const address = addressOf(file);
    const exported = (await import(/* @vite-ignore */ path.join(root, "app", file))) as Record<string, { access?: Access | "nobody" }>;
    const handlers = Object.entries(exported).filter(([name]) => methods.includes(name));
    expect(handlers.length).toBeGreaterThan(0);
    if (open[address]?.madeBy === "next-auth") return;
    const named = handlers.map(([name]) => name);
    expect(named, "every method answers, if only to refuse: see only()").toEqual(expect.arrayContaining(["GET", "POST", "PUT", "PATCH", "DELETE"]));
    for (const [method, handler] of handlers) {
      if (handler.access === "nobody") continue;
      expect(handler.access, `${method} ${address} is not made by route()`).toBeTypeOf("string");
      const needsNobody = handler.access === "public" || handler.access === "signed";
      expect(needsNobody, `${method} ${address} answers without a session`).toBe(address in openRoutes);
    }
  });
});
