import { expect, type Locator } from "@playwright/test";

/**
 * Clicks until what the click is for stands there. A page shows before it is alive, and a click on it does nothing then, for a
 * person as for a test; a dialog that opens late covers the button, so once it is there nothing is clicked any more.
 */
export async function clickUntil(button: Locator, shown: Locator): Promise<void> {
  await expect(async () => {
    if (!(await shown.isVisible())) await button.click({ timeout: 1_000 });
    await expect(shown).toBeVisible({ timeout: 2_000 });
  }).toPass();
}
