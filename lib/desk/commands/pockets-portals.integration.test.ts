import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Pocket } from "@/lib/jiko/pockets";
import type { Portal } from "@/lib/jiko/portals";
import { testDatabase } from "@/scripts/database";
import { describeLostAnswers, type Written } from "./testing/lost-answers";
import { teachPockets, type PocketsBank } from "./testing/pockets-bank";
import { openScene, refusal, type Person } from "./testing/scene";

const scene = openScene(testDatabase);
const { run, outcome, kinds, work, later } = scene;

let bank: PocketsBank;
let admin: Person;
let pocket: Pocket;
let portal: Portal;
beforeEach(() => {
  bank = teachPockets(scene.desk.bank);
  admin = scene.desk.session("Admin One", "ADMIN");
  pocket = bank.addPocket({ pocket_name: "Escrow" });
  portal = bank.addPortal(pocket.id);
  bank.addPortal(pocket.id, { name: "Supplier debits" });
  bank.addPortal(pocket.id, { name: "Old lockbox", status: "CLOSED" });
});

const pocketCalled = (name: string) => [...scene.desk.bank.pockets.values()].filter((one) => one.pocket_name === name);
const portalCalled = (name: string) => [...bank.portals.values()].filter((one) => one.name === name);

const all: Written[] = [
  [
    "pocket.open",
    "pockets.create",
    () => ({ pocketName: "Tax reserve", depositStrategyId: "UST-4W", reinvestmentStrategyId: "UST-13W" }),
    () => pocketCalled("Tax reserve").length === 1,
  ],
  ["pocket.rename", "pockets.update", () => ({ pocketId: pocket.id, pocketName: "Escrow 2" }), () => pocket.pocket_name === "Escrow 2"],
  [
    "pocket.strategies",
    "pockets.update",
    () => ({ pocketId: pocket.id, depositStrategyId: "UST-13W", reinvestmentStrategyId: "UST-4W" }),
    () => pocket.deposit_strategy_id === "UST-13W" && pocket.reinvestment_strategy_id === "UST-4W",
  ],
  ["pocket.close", "pockets.update", () => ({ pocketId: pocket.id, reason: "The deal is done." }), () => pocket.status === "CLOSED"],
  [
    "portal.open",
    "portals.create",
    () => ({ pocketId: pocket.id, name: "Refunds", type: "CRYPTO_ADDRESS", network: "ETHEREUM" }),
    () => portalCalled("Refunds").length === 1,
  ],
  [
    "portal.rename",
    "portals.update",
    () => ({ pocketId: pocket.id, portalId: portal.id, name: "Receipts" }),
    () => portal.name === "Receipts",
  ],
  ["portal.close", "portals.update", () => ({ pocketId: pocket.id, portalId: portal.id }), () => portal.status === "CLOSED"],
];

describeLostAnswers(scene, all, { who: () => admin, barred: ["INITIATOR", "APPROVER", "VIEWER"], secrets: () => ["900012345678"] });

describe("what something on the way sent twice", () => {
  it.each(all.filter(([name]) => name === "pocket.close" || name === "portal.close"))("%s counts as done", async (name, operation, input, arrived) => {
    scene.desk.bank.faults.set(operation, "twice");
    expect(await run(name, admin, input())).toMatchObject({ state: "done" });
    expect(arrived()).toBe(true);
  });
});

describe("what cannot work is refused before it is sent, with the field", () => {
  const other = () => bank.addPocket({ pocket_name: "Payroll" });
  const cases: [what: string, name: string, input: () => unknown, field: string][] = [
    ["a pocket without a name", "pocket.open", () => ({ ...(all[0]![2]() as object), pocketName: "  " }), "pocketName"],
    ["a name that is taken", "pocket.open", () => (other(), { ...(all[0]![2]() as object), pocketName: "payroll" }), "pocketName"],
    ["the strategy of a week", "pocket.open", () => ({ ...(all[0]![2]() as object), depositStrategyId: "UST-1W" }), "depositStrategyId"],
    ["an unknown strategy", "pocket.open", () => ({ ...(all[0]![2]() as object), reinvestmentStrategyId: "UST-99W" }), "reinvestmentStrategyId"],
    ["the name that it has", "pocket.rename", () => ({ pocketId: pocket.id, pocketName: "Escrow" }), "pocketName"],
    ["a name that hides its direction", "pocket.rename", () => ({ pocketId: pocket.id, pocketName: "a\u202eb" }), "pocketName"],
    [
      "the strategies that it has",
      "pocket.strategies",
      () => ({ pocketId: pocket.id, depositStrategyId: "UST-4W", reinvestmentStrategyId: "UST-4W" }),
      "depositStrategyId",
    ],
    ["closing without a reason", "pocket.close", () => ({ pocketId: pocket.id, reason: " " }), "reason"],
    ["an open portal of the same name", "portal.open", () => ({ ...(all[4]![2]() as object), name: "receivables" }), "name"],
    ["a chain address without its network", "portal.open", () => ({ ...(all[4]![2]() as object), network: "" }), "network"],
    ["a name of 51 characters", "portal.rename", () => ({ pocketId: pocket.id, portalId: portal.id, name: "x".repeat(51) }), "name"],
    ["an id that is none", "portal.close", () => ({ pocketId: pocket.id, portalId: "../x" }), "portalId"],
  ];
  it.each(cases)("%s", async (_, name, input, field) => {
    const error = await refusal(run(name, admin, input()));
    expect([error.code, error.fields.map((one) => one.field)]).toEqual(["invalid_input", [field]]);
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it("closing a pocket that holds something, naming the rule", async () => {
    const error = await refusal(run("pocket.close", admin, { pocketId: scene.desk.reserve.id, reason: "Done" }));
    expect([error.code, error.message]).toEqual(["conflict", expect.stringContaining("It holds $90,000.00")]);
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it("closing the last open pocket, naming the rule", async () => {
    for (const one of scene.desk.bank.pockets.values()) if (one.id !== pocket.id) one.status = "FROZEN";
    const error = await refusal(run("pocket.close", admin, { pocketId: pocket.id, reason: "Done" }));
    expect(error.message).toContain("It is the last open pocket.");
  });

  it("any change of what is closed", async () => {
    Object.assign(pocket, { status: "CLOSED" });
    portal.status = "CLOSED";
    for (const [name, , input] of all.slice(1)) expect((await refusal(run(name, admin, input()))).code).toBe("conflict");
    expect(scene.desk.bank.writes()).toEqual([]);
  });
});

it("a portal that was closed by somebody else meanwhile is not renamed, and 412 says why", async () => {
  scene.desk.bank.onCall = (operation) => {
    if (operation === "portals.update") portal.status = "CLOSED";
  };
  const error = await refusal(run("portal.rename", admin, { pocketId: pocket.id, portalId: portal.id, name: "Receipts" }));
  expect([error.code, error.message]).toEqual(["conflict", "This portal is closed, and closed for good. Nothing was changed now."]);
  expect(await kinds()).toEqual(["intent portal.rename", "outcome portal.rename refused"]);
});

it("a twin that was opened by somebody else before is not taken for ours", async () => {
  scene.desk.bank.faults.set("portals.create", "drop-before");
  bank.addPortal(pocket.id, { name: "Refunds", type: "CRYPTO_ADDRESS", network: "ETHEREUM", status: "CLOSED" });
  const commandId = randomUUID();
  await run("portal.open", admin, all[4]![2](), commandId);
  later(3600);
  await work();
  later(2);
  await work();
  expect(await outcome(admin, commandId)).toMatchObject({ state: "not_done" });
});

it("what was done before does not hide what arrives late", async () => {
  expect(await run("pocket.rename", admin, { pocketId: pocket.id, pocketName: "Escrow 1" })).toMatchObject({ state: "done" });
  scene.desk.bank.faults.set("pockets.update", "drop-before");
  const commandId = randomUUID();
  await run("pocket.rename", admin, { pocketId: pocket.id, pocketName: "Escrow 2" }, commandId);
  later(3600);
  await work();
  later(2);
  await work();
  expect(await outcome(admin, commandId)).toMatchObject({ state: "not_done" });
  pocket.pocket_name = "Escrow 2";
  later(600);
  await work();
  expect(await outcome(admin, commandId)).toMatchObject({ state: "done" });
});
