import { describe, expect, it } from "vitest";
import { createLog } from "./log";

function capture(level = "debug") {
  const lines: string[] = [];
  return { lines, log: createLog(level, { write: (line) => void lines.push(line) }), parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe("log", () => {
  it("writes one JSON line with level, time, event and message", () => {
    const { log, parsed } = capture();
    log.child({ reference: "7KQ2-M9XD" }).info({ event: "request", status: 200 }, "Answered");
    const [line] = parsed();
    expect(line).toMatchObject({ level: "info", service: "countersign", reference: "7KQ2-M9XD", event: "request", status: 200, message: "Answered" });
    expect(line!.time).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
  });

  it("redacts fields, bound fields, messages, errors and causes on every level", () => {
    const secret = "aB3cD4eF5gH6iJ7kL8mN9oP0qR1sT2uV3wX4yZ5aB6c";
    for (const level of ["debug", "info", "warn", "error"] as const) {
      const { log, lines } = capture();
      log.child({ authorization: secret })[level]({ token: secret, err: new Error(`x ${secret}`, { cause: new Error(secret) }) }, `said ${secret}`);
      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toContain(secret);
    }
  });

  it("does not write below its level", () => {
    const { log, lines } = capture("warn");
    log.info({ event: "x" }, "no");
    log.warn({ event: "x" }, "yes");
    expect(lines).toHaveLength(1);
  });
});
