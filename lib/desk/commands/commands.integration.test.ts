import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { limits, spend } from "@/lib/rate";
import { testDatabase } from "@/scripts/database";
import { commands } from "./index";
import { accountNumber } from "./testing/desk";
import type { Fault } from "./testing/fake-bank";
import { refusal, openScene, type Person } from "./testing/scene";

const scene = openScene(testDatabase);
const { run, outcome, kinds, work, later } = scene;

/** The four commands, each with somebody who may send it and what to look for at the bank. */
const four: [string, () => Promise<{ who: Person; input: () => unknown; arrived: () => boolean; operation: string }>][] = [
  [
    "transfer.file",
    async () => {
      const draftId = randomUUID();
      return {
        who: scene.initiator,
        input: () => ({ draftId, values: scene.desk.form() }),
        arrived: () => scene.desk.bank.requests.has(draftId),
        operation: "transferRequests.create",
      };
    },
  ],
  ...(["approve", "reject", "cancel"] as const).map((action): (typeof four)[number] => [
    `transfer.${action}`,
    async () => {
      const id = await scene.desk.filed(scene.initiator.member);
      const input = await scene.desk.seen(id, action === "reject" ? "Wrong payee" : undefined);
      return {
        who: action === "cancel" ? scene.initiator : scene.approver,
        input: () => input,
        arrived: () => scene.desk.bank.requests.get(id)!.status !== "PENDING_APPROVAL",
        operation: `transferRequests.${action}`,
      };
    },
  ]),
];

describe("asking after ids that never came", () => {
  it("writes a line for each, but not without end", async () => {
    expect(await outcome(scene.initiator, randomUUID())).toMatchObject({ state: "not_done" });
    // Ahead of the clock, so that nothing flows in while the test runs.
    const ahead = performance.now() + 600_000;
    for (let i = 0; i < limits.change.burst; i += 1) spend("change", scene.initiator.id, ahead);
    await expect(outcome(scene.initiator, randomUUID())).rejects.toMatchObject({ code: "rate_limited" });
    expect(await kinds()).toEqual(["outcome command.abandoned not_done"]);
    expect(await outcome(scene.approver, randomUUID())).toMatchObject({ state: "not_done" });
  });
});

describe.each(four)("%s", (name, setUp) => {
  it("is done once, with intent and outcome on record, and a repeat gets the first's answer", async () => {
    const { who, input, arrived } = await setUp();
    const commandId = randomUUID();
    const first = await run(name, who, input(), commandId);
    expect(first).toMatchObject({ state: "done", commandId });
    expect(arrived()).toBe(true);
    expect(await run(name, who, input(), commandId)).toEqual(first);
    expect(scene.desk.bank.writes()).toHaveLength(1);
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} done`]);
    expect(await scene.desk.jobs()).toEqual([]);
    expect(await outcome(who, commandId)).toMatchObject({ state: "done", result: first.state === "done" && first.result });
  });

  it("reaches Jiko once when it is sent several times at the same moment", async () => {
    const { who, input } = await setUp();
    const commandId = randomUUID();
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => run(name, who, input(), commandId)));
    expect(answers.filter(({ status }) => status === "fulfilled").length).toBe(5);
    expect(scene.desk.bank.writes()).toHaveLength(1);
    expect((await kinds()).filter((one) => one.startsWith("intent"))).toHaveLength(1);
  });

  it.each(["drop-after", "error-after", "timeout", "malformed", "bug"] as Fault[])(
    "is found out after %s: done, and never sent again",
    async (fault) => {
      const { who, input, operation, arrived } = await setUp();
      scene.desk.bank.faults.set(operation, fault);
      const commandId = randomUUID();
      expect(await run(name, who, input(), commandId)).toMatchObject({ state: "unknown", commandId });
      expect(await kinds()).toEqual([`intent ${name}`]);
      expect(await run(name, who, input(), commandId)).toMatchObject({ state: "unknown" });
      await work();
      expect(await outcome(who, commandId)).toMatchObject({ state: "done" });
      expect(arrived()).toBe(true);
      expect(scene.desk.bank.writes()).toHaveLength(1);
      expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} done`]);
      expect(await scene.desk.jobs()).toEqual([]);
    },
  );

  it("is told at once to a screen that asks, without waiting for the job", async () => {
    const { who, input, operation } = await setUp();
    scene.desk.bank.faults.set(operation, "drop-after");
    const commandId = randomUUID();
    await run(name, who, input(), commandId);
    const asked = await Promise.all([outcome(who, commandId), outcome(who, commandId), outcome(who, commandId)]);
    expect(asked.map(({ state }) => state)).toEqual(["done", "done", "done"]);
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} done`]);
  });

  it("is said not to be done only after the grace period and two reads that agree", async () => {
    const { who, input, operation } = await setUp();
    scene.desk.bank.faults.set(operation, "drop-before");
    const commandId = randomUUID();
    expect(await run(name, who, input(), commandId)).toMatchObject({ state: "unknown" });
    expect(await outcome(who, commandId)).toMatchObject({ state: "unknown" });
    later(4);
    await work();
    const since = expect.stringMatching(/^2026-06-15T14:00:00/);
    expect(await outcome(who, commandId)).toMatchObject({ state: "unknown", since });
    later(10);
    await work();
    later(2);
    expect(await outcome(who, commandId)).toMatchObject({ state: "not_done" });
    expect(scene.desk.bank.writes()).toEqual([]);
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} not_done`]);
    expect((await refusal(run(name, who, input(), commandId))).code).toBe("conflict");
    expect(await run(name, who, input())).toMatchObject({ state: "done" });
  });

  it("counts no read from before the end of the grace period", async () => {
    const { who, input, operation } = await setUp();
    scene.desk.bank.faults.set(operation, "drop-before");
    const commandId = randomUUID();
    await run(name, who, input(), commandId);
    later(1);
    await work();
    later(30);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`]);
    later(2);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} not_done`]);
  });

  it("needs a second read even long after the grace period", async () => {
    const { who, input, operation } = await setUp();
    scene.desk.bank.faults.set(operation, "drop-before");
    const commandId = randomUUID();
    await run(name, who, input(), commandId);
    later(3600);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`]);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`]);
    later(2);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} not_done`]);
  });

  it("corrects the record when it arrives after all", async () => {
    const { who, input, operation } = await setUp();
    const given = input();
    scene.desk.bank.faults.set(operation, "drop-before");
    const commandId = randomUUID();
    await run(name, who, given, commandId);
    later(3600);
    await work();
    later(2);
    await work();
    // What was held up somewhere is delivered.
    const [held] = (await scene.desk.jobs()).map(({ payload }) => payload as { intent: never });
    await commands.get(name)!.call(scene.desk.bank.as(who.member), held!.intent, given);
    later(600);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} not_done`, `correction ${name} done`]);
    expect(await outcome(who, commandId)).toMatchObject({ state: "done" });
  });

  it("is not credited with what was done when it was sent again", async () => {
    const { who, input, operation } = await setUp();
    const given = input();
    scene.desk.bank.faults.set(operation, "drop-before");
    const first = randomUUID();
    await run(name, who, given, first);
    later(3600);
    await work();
    later(2);
    await work();
    expect(await run(name, who, given)).toMatchObject({ state: "done" });
    later(600);
    await work();
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} not_done`, `intent ${name}`, `outcome ${name} done`]);
    expect(await outcome(who, first)).toMatchObject({ state: "not_done" });
  });

  it("is not credited with what may be the effect of another one that is open", async () => {
    const { who, input, operation } = await setUp();
    const given = input();
    scene.desk.bank.faults.set(operation, "drop-before");
    const first = randomUUID();
    await run(name, who, given, first);
    later(3600);
    await work();
    later(2);
    await work();
    scene.desk.bank.faults.set(operation, "drop-after");
    await run(name, who, given);
    later(600);
    await work("command.recheck");
    await work("command.reconcile");
    await work();
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} not_done`, `intent ${name}`, `outcome ${name} done`]);
    expect(await outcome(who, first)).toMatchObject({ state: "not_done" });
  });

  it("blocks another one by the same person until it is known what became of it", async () => {
    const { who, input, operation } = await setUp();
    scene.desk.bank.faults.set(operation, "drop-before");
    await run(name, who, input());
    const second = await refusal(run(name, who, input()));
    expect(second).toMatchObject({ code: "conflict", data: { pending: { name } } });
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it.each([
    ["rate-limit", "rate_limited"],
    ["refused-connection", "upstream_unavailable"],
  ] as [Fault, string][])("is refused for good by %s: nothing is searched for, and a repeat hears the same", async (fault, code) => {
    const { who, input, operation } = await setUp();
    scene.desk.bank.faults.set(operation, fault);
    const commandId = randomUUID();
    const error = await refusal(run(name, who, input(), commandId));
    expect(error.code).toBe(code);
    const again = await refusal(run(name, who, input(), commandId));
    expect(again).toMatchObject({ code, retryAfterSeconds: error.retryAfterSeconds });
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} refused`]);
    expect(await scene.desk.jobs()).toEqual([]);
    expect(await outcome(who, commandId)).toMatchObject({ state: "refused" });
    expect(await run(name, who, input())).toMatchObject({ state: "done" });
  });

  it("is refused to a viewer before anything is read, and the attempt is on record", async () => {
    const { input } = await setUp();
    scene.desk.bank.calls = [];
    const viewer = scene.desk.session("Viewer One", "VIEWER");
    expect((await refusal(run(name, viewer, input()))).code).toBe("forbidden");
    expect(scene.desk.bank.calls).toEqual([]);
    expect(await kinds()).toEqual([`event ${name} refused`]);
  });

  it("does not take an id for another content or another person", async () => {
    const { who, input } = await setUp();
    const commandId = randomUUID();
    await run(name, who, input(), commandId);
    const other = await scene.desk.filed(scene.desk.session("Initiator Two", "INITIATOR").member);
    expect((await refusal(run("transfer.approve", scene.approver, await scene.desk.seen(other), commandId))).code).toBe("conflict");
    expect((await refusal(outcome(scene.desk.session("Approver Two", "APPROVER"), commandId))).code).toBe("not_found");
    expect(scene.desk.bank.requests.get(other)!.status).toBe("PENDING_APPROVAL");
  });

  it("never arrives after it was given up", async () => {
    const { who, input } = await setUp();
    const commandId = randomUUID();
    expect(await outcome(who, commandId)).toMatchObject({ state: "not_done" });
    expect((await refusal(run(name, who, input(), commandId))).code).toBe("conflict");
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it("gets the answer of its twin that was done while it was being prepared", async () => {
    const { who, input } = await setUp();
    const [given, commandId] = [input(), randomUUID()];
    scene.desk.bank.onCall = async () => {
      scene.desk.bank.onCall = () => undefined;
      expect(await run(name, who, given, commandId)).toMatchObject({ state: "done" });
    };
    expect(await run(name, who, given, commandId)).toMatchObject({ state: "done", commandId });
    expect(scene.desk.bank.writes()).toHaveLength(1);
    expect(await kinds()).toEqual([`intent ${name}`, `outcome ${name} done`]);
  });

  it("is not sent when it is given up while it is being prepared", async () => {
    const { who, input } = await setUp();
    const commandId = randomUUID();
    scene.desk.bank.onCall = async () => {
      scene.desk.bank.onCall = () => undefined;
      expect(await outcome(who, commandId)).toMatchObject({ state: "not_done" });
    };
    expect((await refusal(run(name, who, input(), commandId))).code).toBe("conflict");
    expect(scene.desk.bank.writes()).toEqual([]);
  });

  it("keeps whole account numbers out of the record and out of the jobs", async () => {
    const { who, input, operation } = await setUp();
    scene.desk.bank.faults.set(operation, "drop-after");
    await run(name, who, input());
    const written = JSON.stringify([await scene.desk.record(), await scene.desk.jobs()]);
    expect(written).not.toContain(accountNumber);
    expect(written).toContain(`\\"payeeEnding\\":\\"${accountNumber.slice(-4)}\\"`);
    expect(written).not.toContain("[removed]");
  });
});
