import { deskOf, wire } from "./support/desk-client";
import { fillMirror } from "./support/mirror";
import { openRecord } from "./support/record";
import { appUrl, clickUntil, expect, expectAccessible, members, settled, test } from "./support/test";

const messages = "/notifications?from=desk";

// The desk watches since it was started: what happens in the same minute at the bank, whose clock every test sets back, was there before.
test.beforeEach(({ bank }) => bank.advance("PT1H").then(() => undefined));

test("an initiator reads that a request was rejected, and why, and is led to it", async ({ as }) => {
  const page = await as("initiatorOne", { at: messages });
  const [initiator, approver] = [await deskOf(members.initiatorOne, appUrl()), await deskOf(members.approverOne, appUrl())];
  const id = await initiator.filed(wire());
  expect((await approver.send("transfer.reject", await approver.decision(id, "reject"))).status).toBe(200);
  // Without a reload: the stream tells the page.
  const told = page.getByRole("list", { name: "Messages" }).getByRole("listitem").first();
  await expect(told).toContainText("Rejected: Wire of $1,234.56 to Sample Supplies LLC", { timeout: 20_000 });
  await expect(told).toContainText("Approver One rejected it. No money left the pocket. The reason: “Not ours”");
  await expect(told.getByText("Unread:")).toBeAttached();
  await settled(page);
  await expectAccessible(page);

  await page.setViewportSize({ width: 360, height: 740 });
  await expect(told.getByRole("button", { name: /^Mark as read/ })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  // Who follows it has read it.
  const marked = page.waitForResponse((response) => response.url().endsWith("/api/commands/message.read"));
  await told.getByRole("link", { name: /^Rejected/ }).click();
  await expect(page).toHaveURL(new RegExp(`/approvals/${id}`));
  expect((await marked).status()).toBe(200);
  await page.goto(messages);
  await expect(told.getByRole("button", { name: /^Mark as unread/ })).toBeVisible();
});

test("an approval outside the desk is on record and an alarm for who may sign, and not for others", { tag: ["@team.list"] }, async ({ as, bank }) => {
  test.setTimeout(180_000);
  const initiator = await deskOf(members.initiatorTwo, appUrl());
  const id = await initiator.filed(wire({ amount: "2,345.67" }));
  await bank.decide(id, { member: "approver.two", decision: "approve" });
  const page = await as("approverThree", { at: messages });
  const list = page.getByRole("list", { name: "Messages" });
  const alarm = list.getByRole("listitem").filter({ hasText: "Approved outside the desk: Wire of $2,345.67 to Sample Supplies LLC" });
  await fillMirror(await as("adminOne"));
  await expect(alarm).toHaveCount(1, { timeout: 30_000 });
  await expect(alarm).toContainText("Alarm");
  await expect(alarm).toContainText("According to Jiko, Approver Two approved it, and not through this desk");
  await settled(page);
  await expectAccessible(page);
  const record = openRecord();
  try {
    // What was filed here is not among it.
    expect((await record.about(id)).filter((line) => line.includes("outside"))).toEqual(["event request.outside"]);
    expect(await record.verdict()).toMatchObject({ ok: true });
  } finally {
    await record.close();
  }
  const bell = page.getByRole("banner").getByRole("link", { name: /^Notifications/ });
  await expect(bell).toHaveAttribute("href", messages);
  await clickUntil(page.getByRole("button", { name: "Mark all as read" }), alarm.getByRole("button", { name: /^Mark as unread/ }));

  const other = await as("initiatorTwo", { at: messages });
  await expect(other.getByRole("navigation", { name: "Notifications" })).toBeVisible();
  await settled(other);
  await expect(other.getByText("outside the desk: Wire of $2,345.67")).toHaveCount(0);
});

test("the page About says which ways messages take", async ({ as }) => {
  const page = await as("viewerOne", { at: "/about" });
  await expect(page.getByText("Not set up: messages are read here")).toBeVisible();
});
