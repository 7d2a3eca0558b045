import { describe, expect, it, vi } from "vitest";
import { AppError } from "./errors";
import { JikoError } from "./jiko/transport/error";

const fault = () => new JikoError("upstream_timeout", { operation: "pockets.list", effect: "none" });

describe("errors of another copy of this module", () => {
  it("are known by what they are, as pages and route handlers are bundled apart and share a client", async () => {
    vi.resetModules();
    const errors = await import("./errors");
    const transport = await import("./jiko/transport/error");
    expect(errors.AppError).not.toBe(AppError);
    expect(new errors.AppError("forbidden")).toBeInstanceOf(AppError);
    expect(new errors.AppError("forbidden")).not.toBeInstanceOf(JikoError);
    const foreign = new transport.JikoError("conflict", { operation: "pockets.list", effect: "none" });
    expect(foreign).toBeInstanceOf(JikoError);
    expect(foreign).toBeInstanceOf(AppError);
  });

  it("are told apart from everything else", () => {
    expect(fault()).toBeInstanceOf(AppError);
    expect(fault()).toBeInstanceOf(Error);
    for (const other of [new Error("x"), null, undefined, "AppError", { code: "forbidden" }]) expect(other instanceof AppError).toBe(false);
    expect(JSON.stringify(new AppError("forbidden"))).not.toContain("true");
  });
});
