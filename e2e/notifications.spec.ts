import { clickUntil, test, expect } from "./support/test";
import { deskOf, wire } from "./support/desk-client";
import { appUrl, members } from "./support/test";

test(
  "a request that is filed rings the bell of who may sign it, and leads there",
  { tag: ["@notifications.list", "@notifications.update"] },
  async ({ as, bank }) => {
    const page = await as("approverThree");
    const approver = (await bank.state()).members.find(({ email }) => email === members.approverThree)!;
    const unread = async () =>
      (await bank.state()).notifications.filter(({ member_id, status }) => member_id === approver.id && status === "UNREAD");
    const bell = page.getByRole("banner").getByRole("link", { name: /^Notifications/ });
    // The desk's own messages count as well, and may come while one looks.
    const rings = () =>
      expect(async () => {
        await page.reload();
        const { count } = (await (await page.request.get("/api/messages/unread")).json()) as { count: number };
        const all = (await unread()).length + count;
        await expect(bell).toHaveAccessibleName(all > 0 ? `Notifications, ${all} unread` : "Notifications", { timeout: 2_000 });
      }).toPass({ timeout: 30_000 });
    await page.goto("/notifications");
    await rings();
    const before = (await unread()).length;

    const initiator = await deskOf(members.initiatorOne, appUrl());
    const transferId = await initiator.filed(wire());
    expect((await unread()).length).toBe(before + 1);
    await rings();
    const newest = page.getByRole("list", { name: "Notifications" }).getByRole("listitem").first();
    await expect(newest).toContainText("A transfer waits for you");
    await newest.getByRole("link", { name: "A transfer waits for you" }).click();
    await expect(page).toHaveURL(new RegExp(`/approvals/${transferId}`));
    await rings();
    expect((await unread()).some(({ notification_metadata }) => notification_metadata?.transfer_id === transferId)).toBe(false);
  },
);

test("all are marked as read at once, one as unread again; kinds that are not known are read as text", { tag: ["@notifications.update"] }, async ({ as }) => {
  const page = await as("approverOne", { at: "/notifications?show=unread" });
  const list = page.getByRole("list", { name: "Notifications" });
  await expect(list.getByRole("listitem").first()).toBeVisible();
  await clickUntil(page.getByRole("button", { name: "Mark all as read" }), page.getByText("You have read everything."));
  await expect(page.getByRole("button", { name: "Mark all as read" })).toHaveAccessibleDescription("Nothing on this page is unread.");
  await page.getByRole("navigation", { name: "Notifications" }).getByRole("link", { name: "From Jiko", exact: true }).click();
  const maintenance = list.getByRole("listitem").filter({ hasText: "Maintenance on Saturday" });
  await expect(maintenance.getByRole("link")).toHaveCount(0);
  await maintenance.getByRole("button", { name: /Mark as unread/ }).click();
  await expect(maintenance.getByText("Unread:")).toBeAttached();
  const { count } = (await (await page.request.get("/api/messages/unread")).json()) as { count: number };
  await expect(page.getByRole("banner").getByRole("link", { name: `Notifications, ${count + 1} unread` })).toBeVisible();
});
