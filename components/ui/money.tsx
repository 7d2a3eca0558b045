import clsx from "clsx";
import { formatCents, roundedCents, type Cents } from "@/lib/treasury/money";
import { Hint } from "./hint";

interface MoneyProps {
  /** Null: not known, shown as an en dash that says why. */
  cents: Cents | null;
  /** `$2.50M` with the exact amount on hover and focus: for tiles alone. */
  rounded?: boolean;
  /** Puts a sign in front of money going out (−) or coming in (+). */
  direction?: "DEBIT" | "CREDIT" | (string & {});
  why?: string;
  className?: string;
}

/** An amount to the cent, in figures that line up. */
export function Money({ cents, rounded, direction, why = "Jiko did not send this figure.", className }: MoneyProps) {
  const look = clsx("whitespace-nowrap tabular-nums", className);
  if (cents === null) return <Hint text={why} className={look}>–</Hint>;
  const sign = direction === "DEBIT" ? "\u2212" : direction === "CREDIT" ? "+" : "";
  const exact = `${sign}${formatCents(cents)}`;
  if (rounded) return <Hint text={exact} className={look}>{`${sign}${roundedCents(cents)}`}</Hint>;
  return <data value={(cents / 100).toFixed(2)} className={look}>{exact}</data>;
}

/** A fraction as text (`0.0378`) as a percentage with two decimals, without going through a float. */
export function writePercent(fraction: string): string {
  const [, sign = "", whole = "0", part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(fraction) ?? [];
  const digits = `${whole}${part.padEnd(5, "0").slice(0, 5)}`;
  // Thousandths of a percent, rounded half up to hundredths.
  const hundredths = (BigInt(digits) + 5n) / 10n;
  const text = hundredths.toString().padStart(3, "0");
  return `${sign && hundredths > 0n ? "\u2212" : ""}${text.slice(0, -2)}.${text.slice(-2)}%`;
}

/** A yield and what it is. Jiko's convention is not published, so the name says no more than Jiko does. */
export function Yield({ fraction, kind = "YTM" }: { fraction: string | null; kind?: string }) {
  if (fraction === null) return <Hint text="Jiko did not send a yield.">–</Hint>;
  return (
    <span className="whitespace-nowrap tabular-nums">
      {writePercent(fraction)} <span className="text-ink-muted">{kind}</span>
    </span>
  );
}
