import { gridRows } from "./support/grid";
import { fillMirror } from "./support/mirror";
import { clickUntil, expect, expectAccessible, test } from "./support/test";

test(
  "wires are listed by pocket and direction, and each leads to its request, payee, pocket and movements and back",
  { tag: ["@wires.list", "@wires.get", "@transactions.list"] },
  async ({ as, bank }) => {
    await fillMirror(await as("adminOne"));
    const { wires } = await bank.state();
    const wire = wires.findLast((one) => one.direction === "OUTGOING" && one.status === "SUCCESS")!;
    const page = await as("viewerOne", { at: "/wires" });
    const grid = page.getByRole("grid", { name: "Wires" });
    await expect(gridRows(grid, 1)).toContainText(wires.at(-1)!.counterparty_name!);
    const add = async (column: string, choice: string) => {
      await clickUntil(page.getByRole("button", { name: "Add a filter" }), page.getByRole("button", { name: column, exact: true }));
      await page.getByRole("button", { name: column, exact: true }).click();
      await page.getByRole("checkbox", { name: choice, exact: true }).check();
      await page.getByRole("button", { name: "Filter", exact: true }).click();
    };
    await add("In / out", "In");
    await expect(page).toHaveURL(/direction=INCOMING/);
    await expect(grid.getByRole("gridcell", { name: "Out", exact: true })).toHaveCount(0);
    await add("Pocket", "Payroll");
    await expect(page.getByText("No wire fits these filters.")).toBeVisible();

    await page.goto(`/wires/${wire.id}`);
    await expect(page.getByText(wire.reference_number!)).toBeVisible();
    const course = page.getByRole("region", { name: "Course" });
    await expect(course.getByRole("listitem").first()).toContainText(/^Filed by/);
    await expect(course.getByRole("listitem").last()).toContainText("Arrived");
    const ledger = page.getByRole("region", { name: "In the ledger" });
    await expect(ledger.getByRole("row")).toHaveCount(3);
    await expect(ledger.getByRole("link", { name: "In the transactions" })).toHaveAttribute("href", `/transactions?wire=${wire.id}`);
    await expect(page.getByRole("link", { name: wire.counterparty_name! }).first()).toHaveAttribute("href", `/counterparties/${wire.counterparty_id}`);
    await expectAccessible(page);
    await course.getByRole("link", { name: "Open the request and its sign-offs" }).click();
    await expect(page).toHaveURL(`/approvals/${wire.id}`);
    await page.getByRole("link", { name: "See the wire" }).click();
    await expect(page).toHaveURL(`/wires/${wire.id}`);
  },
);

test(
  "a rejected wire says what it means for the money and where the money is",
  { tag: ["@wires.get"] },
  async ({ as, bank }) => {
    const { wires, transactions } = await bank.state();
    const rejected = (direction: string) => wires.find((one) => one.direction === direction && one.status === "REJECTED")!;
    const [out, into] = [rejected("OUTGOING"), rejected("INCOMING")];
    const page = await as("approverOne", { at: `/wires/${out.id}` });
    await expect(page.getByText("This wire did not reach its payee")).toBeVisible();
    const back = transactions.find((one) => one.description === "Returned payment")!;
    await expect(page.getByRole("link", { name: /booked on/ })).toHaveAttribute("href", `/transactions/${back.id}`);
    await expect(page.getByText("The fee of $15.00 was charged and is not returned in the ledger.")).toBeVisible();
    await page.setViewportSize({ width: 360, height: 740 });
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);

    await page.goto(`/wires/${into.id}`);
    await expect(page.getByText("This wire went back to its sender")).toBeVisible();
    await expect(page.getByText("Nothing was booked into a pocket, so the money is with the sender’s bank.")).toBeVisible();
    await expect(page.getByText("No movement names this wire.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Open the request and its sign-offs" })).toHaveCount(0);
  },
);
