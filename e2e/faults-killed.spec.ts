import type { Product } from "../scripts/product";
import type { Bank } from "./support/bank";
import { anew, each, eachOf, effectsOf, fourCommands, type Sent, writesOf } from "./support/commands";
import { withSecond as test } from "./support/second";
import { expect } from "./support/test";

const recorded = (four: Sent[], outcome: string) => each(four, ({ name }) => [`intent ${name}`, `outcome ${name} ${outcome}`]);
const outcomeOf = async ({ who, commandId }: Sent) => (await who.outcome(commandId)).body;
const stateOf = async (one: Sent) => (await outcomeOf(one)).state;

/** Sends the four through a process and kills it while all of their calls are at the bank. Answers how to let the calls go. */
async function killedOnTheWay(product: Product, four: Sent[], bank: Bank, when: "before" | "after") {
  const holds = await Promise.all(four.map(({ operation }) => bank.hold(operation, { when })));
  const lost = four.map(({ who, name, input, commandId }) => who.at(product.url).send(name, input, commandId).catch(() => "no answer"));
  await expect.poll(async () => (await bank.held()).length).toBe(four.length);
  await product.stop("SIGKILL");
  expect(await Promise.all(lost)).toEqual(four.map(() => "no answer"));
  return (how: { drop?: boolean } = {}) => Promise.all(holds.map(({ id }) => bank.release(id, how)));
}

test.describe("a process that is killed between intent and outcome", () => {
  // Deadline, margin and grace period of the product pass in real time.
  test.describe.configure({ timeout: 120_000 });

  test("loses nothing that Jiko had done: the process that is started in its place tells", async ({ desk, bank, record, second }) => {
    const four = await fourCommands(desk, bank);
    const release = await killedOnTheWay(await second(), four, bank, "after");
    expect(await eachOf(four, ({ commandId }) => record.of(commandId))).toEqual(each(four, ({ name }) => [`intent ${name}`]));
    await release({ drop: true });

    const { url } = await second();
    const told = await eachOf(four, (one) => outcomeOf({ ...one, who: one.who.at(url) }));
    expect(told).toEqual(each(four, () => expect.objectContaining({ state: "done", result: expect.any(Object) })));
    expect(await effectsOf(four, bank)).toEqual(each(four, () => 1));
    expect(await writesOf(four, bank)).toEqual(each(four, () => [null]));
    expect(await eachOf(four, ({ commandId }) => record.of(commandId))).toEqual(recorded(four, "done"));
    expect(await eachOf(four, ({ commandId }) => record.jobs(commandId))).toEqual(each(four, () => []));
    expect(await record.verdict()).toMatchObject({ ok: true });
  });

  test("loses nothing that arrives after its end: another process finds out, unasked", async ({ desk, bank, record, second }) => {
    const four = await fourCommands(desk, bank);
    const release = await killedOnTheWay(await second(), four, bank, "before");
    await release();

    await expect.poll(() => eachOf(four, ({ commandId }) => record.of(commandId)), { timeout: 30_000 }).toEqual(recorded(four, "done"));
    // Sent again by a page that never had an answer: the same is told, and nothing is sent.
    const again = await eachOf(four, async ({ who, name, input, commandId }) => (await who.send(name, input, commandId)).body);
    expect(again).toEqual(each(four, ({ commandId }) => expect.objectContaining({ state: "done", commandId, result: expect.any(Object) })));
    expect(await effectsOf(four, bank)).toEqual(each(four, () => 1));
    const writes = await writesOf(four, bank);
    expect(each(four, ({ name }) => writes[name]!.length)).toEqual(each(four, () => 1));
    expect(await eachOf(four, ({ commandId }) => record.jobs(commandId))).toEqual(each(four, () => []));
    expect(await record.verdict()).toMatchObject({ ok: true });
  });

  test("misreports nothing that never arrived: not done, and free to be sent anew", async ({ desk, bank, record, second }) => {
    const four = await fourCommands(desk, bank);
    const release = await killedOnTheWay(await second(), four, bank, "before");
    await release({ drop: true });
    // Until it is known, a second one about the same is stopped, at every process.
    const blocked = await eachOf(four, async ({ who, name, input }) => (await who.send(name, input)).body);
    const why = ({ name, commandId }: Sent) => expect.objectContaining({ code: "conflict", data: { pending: { name, commandId } } });
    expect(blocked).toEqual(each(four, why));

    const { url } = await second();
    const there = four.map((one): Sent => ({ ...one, who: one.who.at(url) }));
    await expect.poll(() => eachOf(there, stateOf), { timeout: 30_000 }).toEqual(each(four, () => "not_done"));
    expect(await effectsOf(four, bank)).toEqual(each(four, () => 0));
    expect(await writesOf(four, bank)).toEqual(each(four, () => [null]));
    expect(await eachOf(four, ({ commandId }) => record.of(commandId))).toEqual(recorded(four, "not_done"));

    const again = await eachOf(there, async (one) => (await one.who.send(one.name, await anew(one))).body.state);
    expect(again).toEqual(each(four, () => "done"));
    expect(await effectsOf(four, bank)).toEqual(each(four, () => 1));
    expect(await record.verdict()).toMatchObject({ ok: true });
  });
});
