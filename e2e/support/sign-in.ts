import type { Page } from "@playwright/test";

/** Goes through Jiko's sign-in, code and consent pages, as a person does. */
export async function passPortal(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("countersign");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel(/code/i).fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  const grant = page.getByRole("button", { name: "Grant access" });
  const desk = page.getByRole("navigation", { name: "Desk" });
  await grant.or(desk).first().waitFor();
  if (await grant.isVisible()) {
    await page.getByRole("checkbox").check();
    await grant.click();
  }
}

/** Signs a member in, from our sign-in page to the desk. */
export async function signIn(page: Page, email: string, base: string): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.getByRole("button", { name: "Sign in with Jiko" }).click();
  await passPortal(page, email);
  await page.getByRole("navigation", { name: "Desk" }).waitFor();
}
