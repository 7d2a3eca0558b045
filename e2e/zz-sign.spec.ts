import { authenticatorOn } from "./support/passkeys";
import { clickUntil, expect, expectAccessible, test } from "./support/test";

const invoice = "b76611b6-69a3-4fba-86e9-65e53ea1fbcd";

test("a member adds a passkey after signing in at Jiko once more, and signs a transfer with it", async ({ as, bank }) => {
  const page = await as("approverTwo", { at: "/account", fresh: true });
  await authenticatorOn(page);
  await page.screenshot({ path: "/tmp/shot-account.png" });
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await clickUntil(page.getByRole("button", { name: "Add a passkey" }), dialog);
  await dialog.getByLabel("Name").fill("Laptop");
  await dialog.getByRole("button", { name: "Make it and sign in at Jiko" }).click();
  await page.getByLabel("E-mail").fill("approver.two@example.com");
  await page.getByLabel("Password").fill("countersign");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel(/code/i).fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.screenshot({ path: "/tmp/shot-after.png" });
  await expect(page.getByText("The passkey is added")).toBeVisible();
  await page.screenshot({ path: "/tmp/shot-added.png" });
  await expectAccessible(page);
  await page.goto(`/approvals/${invoice}`);
  await page.screenshot({ path: "/tmp/shot-approval.png", fullPage: true });
  for (const tick of await page.getByRole("checkbox", { name: "I have looked at this" }).all()) await tick.check();
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByRole("link", { name: /^Next: |Back to the approvals/ })).toBeVisible();
  await page.screenshot({ path: "/tmp/shot-signed.png", fullPage: true });
  expect((await bank.state()).requests.find(({ id }) => id === invoice)!.status).not.toBe("PENDING_APPROVAL");
});
