import { randomUUID } from "node:crypto";
import { sql } from "./support/sessions";
import { DeskClient, wire, type Sending } from "./support/desk-client";
import { reached, test } from "./support/commands";
import { appUrl, expect } from "./support/test";

/** What a page of ours never sends, and what is answered to it. */
const refused: [title: string, how: Sending, status: number, code: string][] = [
  ["without the header that no foreign page can send", { headers: { "countersign-command": null } }, 403, "cross_site"],
  ["from another origin", { headers: { origin: "https://other.example" } }, 403, "cross_site"],
  ["from another port of this machine", { headers: { origin: "http://localhost:1" } }, 403, "cross_site"],
  ["without an origin", { headers: { origin: null } }, 403, "cross_site"],
  ["from an origin that hides itself", { headers: { origin: "null" } }, 403, "cross_site"],
  ["as a browser sends it from another site", { headers: { "sec-fetch-site": "cross-site" } }, 403, "cross_site"],
  ["as a browser sends it from a neighbouring host", { headers: { "sec-fetch-site": "same-site" } }, 403, "cross_site"],
  ["as a form sends it", { headers: { "content-type": "application/x-www-form-urlencoded" } }, 400, "invalid_input"],
  ["as plain text", { headers: { "content-type": "text/plain" } }, 400, "invalid_input"],
  ["without a content type", { headers: { "content-type": null } }, 400, "invalid_input"],
  ["as JSON that breaks off", { text: '{"commandId":' }, 400, "invalid_input"],
  ["as a list", { text: "[]" }, 400, "invalid_input"],
  ["without a body", { text: "" }, 400, "invalid_input"],
  ["without an id", { text: JSON.stringify({ input: {} }) }, 400, "invalid_input"],
  ["with an id that is none", { text: JSON.stringify({ commandId: "1", input: {} }) }, 400, "invalid_input"],
  ["with something more beside it", { text: JSON.stringify({ commandId: randomUUID(), input: {}, role: "ADMIN" }) }, 400, "invalid_input"],
  ["larger than 64 KB", { text: JSON.stringify({ commandId: randomUUID(), input: { text: "x".repeat(65_536) } }) }, 413, "too_large"],
];

test("a command that no page of ours would send is refused before anything is asked of Jiko", async ({ desk, bank, record }) => {
  const initiator = await desk("initiatorOne");
  await bank.clearCalls();
  const draftId = randomUUID();
  for (const [title, how, status, code] of refused) {
    const answer = await initiator.send("transfer.file", { draftId, values: wire() }, randomUUID(), how);
    expect([answer.status, answer.body.code], title).toEqual([status, code]);
    expect(answer.body, title).toMatchObject({ message: expect.any(String), reference: expect.any(String), fields: expect.any(Array) });
    expect(answer.headers.get("access-control-allow-origin"), title).toBeNull();
  }
  expect(await reached(bank, draftId)).toEqual([]);
  expect(await record.about(draftId)).toEqual([]);
  expect((await initiator.send("transfer.file", { draftId, values: wire() })).status).toBe(200);
});

test("a command that is not known, or not said with POST, is refused", async ({ desk, bank }) => {
  const initiator = await desk("initiatorOne");
  await bank.clearCalls();
  for (const name of ["transfer.execute", "transfer", "constructor", "__proto__", "..%2fsession%2fsign-out"]) {
    expect([(await initiator.send(name, {})).status, name]).toEqual([404, name]);
  }
  expect((await initiator.get("/api/commands/transfer.file")).status).toBe(405);
  expect((await initiator.get("/api/commands/outcomes/not-an-id")).status).toBe(404);
  expect(await reached(bank)).toEqual([]);
});

test("without a session nothing is done and nothing is told", async ({ bank }) => {
  const id = randomUUID();
  for (const cookie of [null, "__Host-countersign=", `__Host-countersign=${"a".repeat(43)}`, "countersign=x"]) {
    const stranger = new DeskClient(appUrl(), cookie);
    for (const name of ["transfer.file", "transfer.approve", "transfer.reject", "transfer.cancel", "transfer.execute"]) {
      const answer = await stranger.send(name, { transferId: id });
      expect([answer.status, name], cookie ?? "no cookie").toEqual([401, name]);
    }
    expect((await stranger.outcome(id)).status).toBe(401);
    expect((await stranger.get(`/api/approvals/${id}`)).status).toBe(401);
  }
  expect(await reached(bank, id)).toEqual([]);
});

test("whoever lacks the role is refused by name of the role, and the attempt is on record", async ({ desk, bank, record }) => {
  const [initiator, viewer, approver] = await Promise.all([desk("initiatorOne"), desk("viewerOne"), desk("approverOne")]);
  const transferId = await initiator.filed(wire());
  const [approve, reject, cancel] = await Promise.all((["approve", "reject", "cancel"] as const).map((action) => viewer.decision(transferId, action)));
  const attempts = [
    [viewer, "transfer.file", { draftId: randomUUID(), values: wire() }],
    [approver, "transfer.file", { draftId: randomUUID(), values: wire() }],
    [viewer, "transfer.approve", approve],
    [viewer, "transfer.reject", reject],
    [viewer, "transfer.cancel", cancel],
    [approver, "transfer.cancel", cancel],
    // May approve in general, but not what was filed by oneself.
    [initiator, "transfer.approve", approve],
  ] as const;
  // What the desk looks at by itself after a filing is no doing of those who are refused.
  await expect.poll(async () => sql("select 1 from job where kind = 'request.look'")).toEqual([]);
  await bank.clearCalls();
  for (const [who, name, input] of attempts) {
    const commandId = randomUUID();
    const answer = await who.send(name, input, commandId);
    expect([answer.status, answer.body.code], name).toEqual([403, "forbidden"]);
    expect(await record.of(commandId)).toEqual([`event ${name} refused`]);
    expect((await who.outcome(commandId)).body).toMatchObject({ state: "refused", message: answer.body.message });
  }
  expect(await reached(bank, transferId), "the role alone decides, so nothing is read either").toEqual([]);
  expect(await record.verdict()).toMatchObject({ ok: true });
});

test("an administrator's own request is not theirs to approve", async ({ desk, bank, record }) => {
  const admin = await desk("adminOne");
  const transferId = await admin.filed(wire());
  const [input, commandId] = [await admin.decision(transferId, "approve"), randomUUID()];
  await bank.clearCalls();
  const answer = await admin.send("transfer.approve", input, commandId);
  expect([answer.status, answer.body.code, answer.body.message]).toEqual([
    403,
    "forbidden",
    "You filed this request, so someone else must sign it.",
  ]);
  expect((await reached(bank)).filter(({ method }) => method !== "GET")).toEqual([]);
  expect(await record.of(commandId)).toEqual(["event transfer.approve refused"]);
});

test("a decision is bound to what was shown, and an outcome to who sent it", async ({ desk, bank, record }) => {
  const [initiator, approver, other] = await Promise.all([desk("initiatorOne"), desk("approverOne"), desk("approverTwo")]);
  const transferId = await initiator.filed(wire());
  const shown = (await approver.decision(transferId, "approve")) as { subjectHash: string; shown: { subject: { amount: object } } };
  const smaller = { ...shown.shown.subject, amount: { type: "REQUESTED_AMOUNT", cents: 1 } };
  const forged = { ...shown, shown: { ...shown.shown, subject: smaller } };
  await bank.clearCalls();

  const forgedAnswer = await approver.send("transfer.approve", forged);
  expect([forgedAnswer.status, forgedAnswer.body.code]).toEqual([400, "invalid_input"]);

  await bank.changeTransfer(transferId, { transfer: { amount: { type: "REQUESTED_AMOUNT", amount_usdc: 99_999_900 } } });
  const commandId = randomUUID();
  const answer = await approver.send("transfer.approve", shown, commandId);
  expect([answer.status, answer.body.code]).toEqual([409, "subject_changed"]);
  expect(answer.body.data).toMatchObject({ differences: [expect.objectContaining({ shown: "$1,234.56", now: "$999,999.00" })] });
  expect(await record.of(commandId)).toEqual(["event transfer.approve refused"]);
  expect((await reached(bank)).filter(({ method }) => method !== "GET")).toEqual([]);

  // Looked at again, it can be decided; what became of it is told to whoever decided.
  const again = randomUUID();
  expect((await approver.send("transfer.approve", await approver.decision(transferId, "approve"), again)).status).toBe(200);
  expect((await approver.outcome(again)).body.state).toBe("done");
  expect((await other.outcome(again)).status).toBe(404);
});
