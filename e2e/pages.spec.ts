import type { Page } from "@playwright/test";
import { idFrom } from "../sandbox/company/wire";
import { expect, expectAccessible, settled, test } from "./support/test";

const pages = {
  overview: "/",
  forecast: "/forecast?open=1",
  planner: "/planner?pocket=2efef45d-fd45-4101-b3fb-f90d99c2c7c7&amount=250,000.00&day=2026-07-20",
  pockets: "/pockets",
  pocket: "/pockets/2efef45d-fd45-4101-b3fb-f90d99c2c7c7",
  "new pocket": "/pockets/new",
  portals: "/portals",
  portal: "/portals/2efef45d-fd45-4101-b3fb-f90d99c2c7c7/9768478b-0549-4497-9d42-132df6d38e11",
  transactions: "/transactions",
  trades: "/trades",
  statements: "/statements",
  approvals: "/approvals",
  reconciliation: "/reconciliation",
  audit: "/audit",
  "access report": "/audit/access",
  "new transfer": "/transfers/new",
  payees: "/counterparties",
  payee: "/counterparties/a5582861-9b9f-410c-b515-fcabd9ddc5aa",
  "new payee": "/counterparties/new",
  transfers: "/transfers",
  wires: "/wires",
  team: "/team",
  "a member": "/team/a56d1b1c-08f0-46c5-b53e-e81e3dc261b0",
  "Jiko's audit log": "/team/audit-log",
  policy: "/policy",
  "version of the policy": "/policy/versions/1",
  "propose a policy": "/policy/new",
  company: "/company",
  account: "/account",
  applications: "/applications",
  application: `/applications/${idFrom("application Example Robotics Leasing LLC")}`,
  "step of an application": `/applications/${idFrom("application Example Robotics Parts LLC")}?part=risk`,
  "person of an application": `/applications/${idFrom("application Example Robotics Parts LLC")}?part=people&person=new`,
  notifications: "/notifications",
  webhooks: "/webhooks",
  "new webhook": "/webhooks/new",
  webhook: `/webhooks/${idFrom("subscription of the wire archive")}`,
  "event log": "/webhooks/events",
  "received events": "/webhooks/received",
  reports: "/reports",
  "order a report": "/reports/new",
  report: `/reports/${idFrom("report 6")}`,
  "statement of a report": `/reports/${idFrom("report 6")}/statement/1`,
  about: "/about",
};

for (const [name, path] of Object.entries(pages)) {
  test(`${name}: accessible in light and dark, nothing cut off on a phone`, async ({ as }) => {
    const page = await as("adminOne", { at: path });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await settled(page);
    await expectAccessible(page);
    expect(await tablesBeyondTheirPanel(page)).toEqual([]);

    // The same page in other colours and another width: what may differ is looked at again.
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page, { only: "color-contrast" });
    await page.setViewportSize({ width: 360, height: 740 });
    const wider = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(wider, "the page itself does not scroll sideways").toBeLessThanOrEqual(0);
    await expectAccessible(page, { without: "color-contrast" });
  });
}

/** Captions of tables that stick out of the panel they stand in without being scrollable there. */
const tablesBeyondTheirPanel = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLTableElement>(".panel table")]
      .filter((table) => table.getBoundingClientRect().right > table.closest(".panel")!.getBoundingClientRect().right + 1)
      .filter((table) => getComputedStyle(table.parentElement!).overflowX === "visible")
      .map((table) => table.caption?.textContent),
  );
