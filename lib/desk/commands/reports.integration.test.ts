import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { CreateReportRequest, ReportRequest } from "@/lib/jiko/reports";
import { testDatabase } from "@/scripts/database";
import type { Given } from "./testing/fake-bank";
import { openScene, refusal } from "./testing/scene";

const scene = openScene(testDatabase);
const { run, outcome, kinds, work, later } = scene;

let reports: ReportRequest[];
/** Jiko's list is taken to be newest first; the command must do with any order. */
let oldestFirst: boolean;
let minute: number;

function add(order: CreateReportRequest): ReportRequest {
  const dates = { report_date: order.report_date ?? null, date_from: order.date_from ?? null, date_to: order.date_to ?? null };
  const created_at = new Date(Date.UTC(2026, 5, 1, 0, minute++)).toISOString();
  const report = { ...order, ...dates, id: randomUUID(), status: "PENDING", files: [], failure_reason: null, created_at } as unknown as ReportRequest;
  reports.push(report);
  return report;
}

const wanted = () => ({ type: "BANK_STATEMENT_REPORT", pocketIds: [scene.desk.operating.id], day: "2026-06-12" });
const order = (): CreateReportRequest => ({
  type: "BANK_STATEMENT_REPORT",
  output_formats: ["CAMT053"],
  account_ids: [scene.desk.operating.id],
  report_date: "2026-06-12",
  date_from: null,
  date_to: null,
});

beforeEach(() => {
  reports = [];
  oldestFirst = false;
  minute = 0;
  Object.assign(scene.desk.bank.also, {
    "pockets.list": () => ({ items: [...scene.desk.bank.pockets.values()], next_page: null, prev_page: null }),
    "reports.list": ({ query = {} }: Given) => {
      const rows = oldestFirst ? reports : [...reports].reverse();
      const from = Number(query.cursor ?? 0);
      return { items: rows.slice(from, from + 2), next_page: from + 2 < rows.length ? String(from + 2) : null, prev_page: null };
    },
    "reports.create": ({ body }: Given) => add(body as CreateReportRequest),
  });
  // The same order from before, and others: none of them may be taken for the new one.
  for (let i = 0; i < 3; i++) add(order());
});

describe("report.order (reports.create)", () => {
  it("is done once, and a repeat gets the first's answer", async () => {
    const commandId = randomUUID();
    const first = await run("report.order", scene.initiator, wanted(), commandId);
    expect(first).toMatchObject({ state: "done", result: { reportId: reports[3]!.id } });
    expect(await run("report.order", scene.initiator, wanted(), commandId)).toEqual(first);
    expect(scene.desk.bank.writes()).toEqual(["reports.create"]);
    expect(await kinds()).toEqual(["intent report.order", "outcome report.order done"]);
  });

  it.each(["drop-after", "error-after", "timeout", "malformed"] as const)("is found after %s, whichever way Jiko orders its list", async (fault) => {
    for (oldestFirst of [false, true]) {
      const commandId = randomUUID();
      scene.desk.bank.faults.set("reports.create", fault);
      expect(await run("report.order", scene.initiator, wanted(), commandId)).toMatchObject({ state: "unknown" });
      later(2);
      expect(await outcome(scene.initiator, commandId)).toMatchObject({ state: "done", result: { reportId: reports.at(-1)!.id } });
    }
    expect(reports).toHaveLength(5);
  });

  it("is not done where it was lost on the way, although the same report was ordered before", async () => {
    const commandId = randomUUID();
    scene.desk.bank.faults.set("reports.create", "drop-before");
    expect(await run("report.order", scene.initiator, wanted(), commandId)).toMatchObject({ state: "unknown" });
    const again = await refusal(run("report.order", scene.initiator, wanted()));
    expect(again).toMatchObject({ code: "conflict", message: expect.stringContaining("this very report before") });
    for (const seconds of [3600, 2]) {
      later(seconds);
      await work();
    }
    expect(await outcome(scene.initiator, commandId)).toMatchObject({ state: "not_done" });
    expect(reports).toHaveLength(3);
  });

  it("refuses what cannot be made before anything is sent, field by field", async () => {
    const refused = await refusal(run("report.order", scene.initiator, { ...wanted(), pocketIds: [randomUUID()], day: "2026-06-31" }));
    expect(refused.fields.map(({ field }) => field)).toEqual(["pocketIds", "day"]);
    expect(scene.desk.bank.writes()).toEqual([]);
  });
});
