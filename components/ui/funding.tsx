import { DateText } from "./date-text";
import { Money } from "./money";
import { MonoId } from "./mono-id";
import { Notice } from "./status";
import type { SnapshotSale } from "@/lib/approvals/types";
import { cents, formatCents } from "@/lib/treasury/money";

/** What is sold to fund a payment, and what that costs against holding the bills to maturity. */
export function Funding({ sale, narrow }: { sale: SnapshotSale; narrow?: boolean }) {
  const { bills, cash, cost, shortfall } = sale;
  const proceeds = cents(bills.reduce((total, one) => total + one.proceeds, 0));
  return (
    <div className="flex flex-col gap-2">
      {shortfall > 0 ? (
        <Notice hue="failed" title={`The pocket is short by ${formatCents(cents(shortfall))}`}>
          Unless more arrives before it runs, this will fail for lack of funds.
        </Notice>
      ) : null}
      <p>
        {bills.length === 0 ? "Paid from cash; nothing is sold." : sentence(bills.length, cash, cost)}
      </p>
      {bills.length > 0 ? (
        <div className="-mx-4 overflow-x-auto" tabIndex={0} role="region" aria-label="Bills that would be sold">
          <table className="w-full border-collapse text-table">
            <caption className="sr-only">Treasury bills that would be sold, nearest maturity first</caption>
            <thead>
              <tr className="text-small text-ink-muted">
                <th scope="col" className="h-[30px] px-4 text-left">CUSIP</th>
                <th scope="col" className="px-3 text-left">Matures</th>
                {narrow ? null : <th scope="col" className="px-3 text-right">Face value</th>}
                <th scope="col" className="px-4 text-right">Proceeds</th>
              </tr>
            </thead>
            <tbody>
              {bills.map((bill) => (
                <tr key={`${bill.cusip} ${bill.maturity}`} className="border-t border-line">
                  <th scope="row" className="h-[30px] px-4 text-left font-regular whitespace-nowrap"><MonoId value={bill.cusip} /></th>
                  <td className="px-3"><DateText at={bill.maturity} form="table" /></td>
                  {narrow ? null : <td className="px-3 text-right"><Money cents={cents(bill.quantity * 10_000)} /></td>}
                  <td className="px-4 text-right"><Money cents={cents(bill.proceeds)} /></td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr className="border-t-2 border-line">
                <th scope="row" colSpan={narrow ? 2 : 3} className="h-[30px] px-4 text-left">Proceeds</th>
                <td className="px-4 text-right font-strong"><Money cents={proceeds} /></td>
              </tr>
            </tfoot>
          </table>
        </div>
      ) : null}
      {bills.length > 0 ? (
        <p className="text-small text-ink-muted">At the present marks, nearest maturity first. What is really sold is for Jiko to decide when it runs.</p>
      ) : null}
    </div>
  );
}

function sentence(count: number, cash: number, cost: number): string {
  const from = cash > 0 ? `Takes ${formatCents(cents(cash))} of cash and sells` : "Sells";
  return `${from} ${count === 1 ? "one bill" : `${count} bills`}: ${formatCents(cents(cost))} less than holding to maturity would bring.`;
}
