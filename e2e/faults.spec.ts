import { anew, each, eachOf, effectsOf, fourCommands, type Sent, test, writesOf } from "./support/commands";
import { expect } from "./support/test";
import type { Bank } from "./support/bank";

interface Case {
  title: string;
  fault: Omit<Parameters<Bank["fault"]>[0], "operation">;
  /** What it turns out to be; at once the person is told that it is not known. */
  outcome: "done" | "not_done";
  effects: 0 | 1;
  /** What the one call was answered: null where no whole answer went out. */
  answered: number | null;
}

const happened = { outcome: "done", effects: 1 } as const;
const nothing = { outcome: "not_done", effects: 0 } as const;
const cases: Case[] = [
  { title: "the connection drops before the effect", fault: { kind: "drop-before" }, ...nothing, answered: null },
  { title: "the connection drops after the effect", fault: { kind: "drop-after" }, ...happened, answered: null },
  { title: "the answer is 500 after the effect", fault: { kind: "error-after" }, ...happened, answered: 500 },
  { title: "the answer is 500 without an effect", fault: { kind: "status", status: 500 }, ...nothing, answered: 500 },
  { title: "the answer comes later than the deadline", fault: { kind: "delay" }, ...happened, answered: null },
  { title: "the answer trickles past the deadline", fault: { kind: "slow" }, ...happened, answered: null },
  { title: "the body is malformed", fault: { kind: "malformed" }, ...happened, answered: 200 },
  { title: "the body breaks off", fault: { kind: "truncate" }, ...happened, answered: null },
];

const summary = ({ body }: { body: { state?: string; code?: string } }) => body.state ?? body.code;
const outcomeOf = async ({ who, commandId }: Sent) => (await who.outcome(commandId)).body.state;

test.describe("filing, approving, rejecting and canceling", () => {
  // Deadline, margin and grace period of the product pass in real time.
  test.describe.configure({ timeout: 120_000 });

  for (const { title, fault, outcome, effects, answered } of cases) {
    test(`when ${title}: found out, told, and never sent again`, async ({ desk, bank, record }) => {
      const four = await fourCommands(desk, bank);
      for (const { operation } of four) await bank.fault({ operation, ...fault });

      const answers = await eachOf(four, ({ who, name, input, commandId }) => who.send(name, input, commandId));
      expect(each(four, ({ name }) => [answers[name]!.status, summary(answers[name]!)])).toEqual(each(four, () => [202, "unknown"]));
      // Whoever sends it again meanwhile, by a reload or a second click, is told the same and moves nothing.
      const again = await eachOf(four, ({ who, name, input, commandId }) => who.send(name, input, commandId));
      expect(each(four, ({ name }) => again[name]!.body.commandId ?? null)).toEqual(each(four, ({ commandId }) => commandId));

      await expect.poll(() => eachOf(four, outcomeOf), { timeout: 30_000 }).toEqual(each(four, () => outcome));
      expect(await effectsOf(four, bank)).toEqual(each(four, () => effects));
      expect(await writesOf(four, bank)).toEqual(each(four, ({ name }) => [answered === 200 && name === "transfer.file" ? 201 : answered]));
      expect(await eachOf(four, ({ commandId }) => record.of(commandId))).toEqual(
        each(four, ({ name }) => [`intent ${name}`, `outcome ${name} ${outcome}`]),
      );
      // After "not done" one more look is planned, for what may have been held up; else nothing is left to do.
      const left = outcome === "not_done" ? ["command.recheck"] : [];
      expect(await eachOf(four, ({ commandId }) => record.jobs(commandId))).toEqual(each(four, () => left));
      expect(await record.verdict()).toMatchObject({ ok: true });
    });
  }

  test("when Jiko answers 429 with Retry-After: refused, with how long to wait, free to be sent anew", async ({ desk, bank, record }) => {
    const four = await fourCommands(desk, bank);
    for (const { operation } of four) await bank.fault({ operation, kind: "rate-limit", retryAfter: 2 });
    const send = ({ who, name, input, commandId }: Sent) => who.send(name, input, commandId);

    const answers = await eachOf(four, send);
    const seen = each(four, ({ name }) => {
      const { status, headers, body } = answers[name]!;
      return [status, body.code, body.retryAfterSeconds, headers.get("retry-after")];
    });
    expect(seen).toEqual(each(four, () => [429, "rate_limited", 2, "2"]));
    expect(await eachOf(four, outcomeOf)).toEqual(each(four, () => "refused"));
    expect(await effectsOf(four, bank)).toEqual(each(four, () => 0));
    expect(await writesOf(four, bank)).toEqual(each(four, () => [429]));
    const refused = each(four, ({ name }) => [`intent ${name}`, `outcome ${name} refused`]);
    expect(await eachOf(four, ({ commandId }) => record.of(commandId))).toEqual(refused);
    expect(await eachOf(four, ({ commandId }) => record.jobs(commandId))).toEqual(each(four, () => []));

    // The same id stays refused. Under a new one, once Jiko takes calls again, it is done: once.
    expect(each(four, ({ name }) => answers[name]!.status)).toEqual(await eachOf(four, async (one) => (await send(one)).status));
    const untilDone = (one: Sent) =>
      expect.poll(async () => summary(await one.who.send(one.name, await anew(one))), { message: one.name, timeout: 20_000 }).toBe("done");
    await Promise.all(four.map(untilDone));
    expect(await effectsOf(four, bank)).toEqual(each(four, () => 1));
    expect(await writesOf(four, bank)).toEqual(each(four, ({ name }) => [429, name === "transfer.file" ? 201 : 200]));
    expect(await eachOf(four, ({ commandId }) => record.of(commandId))).toEqual(refused);
    expect(await record.verdict()).toMatchObject({ ok: true });
  });
});
