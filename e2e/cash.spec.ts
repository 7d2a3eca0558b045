import { expect, test } from "./support/test";

test("a viewer signs in and sees each pocket with its balance", async ({ as, bank }) => {
  const page = await as("viewerOne");
  await page.goto("/");
  const { pockets } = await bank.state();
  for (const { pocket_name } of pockets) await expect(page.getByRole("link", { name: pocket_name }).first()).toBeVisible();
});
