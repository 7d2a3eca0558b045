import { XMLBuilder } from "fast-xml-parser";
import { cents, plainCents } from "@/lib/treasury/money";
import { addDays, type Day } from "@/lib/treasury/business-days";
import { endOf, instantAt, iso } from "../clock";
import { pocketOf } from "../ledger";
import { bankFigures, brokerageFigures, type Span } from "../statements/figures";
import type { CompanyState, ReportRecord, Transaction } from "../types";
import { idFrom } from "../wire";

/** ISO 20022 allows 35 characters for a reference: a UUID fits without its hyphens. */
const short = (id: string): string => id.replaceAll("-", "");
/** The longest remittance line that the schema takes. */
const line = (text: string): string => text.slice(0, 140);

interface Entry {
  ref: string;
  /** Signed cents. */
  amount: number;
  at: string;
  code: string;
  text: string;
  /** What it is called in the ledger, where it is one of its movements. */
  movement: string | null;
}

const money = (value: number) => ({ "@Ccy": "USD", "#text": plainCents(cents(Math.abs(value))) });
const mark = (value: number): string => (value < 0 ? "DBIT" : "CRDT");

const balance = (code: "OPBD" | "CLBD", value: number, day: Day) => ({
  Tp: { CdOrPrtry: { Cd: code } },
  Amt: money(value),
  CdtDbtInd: mark(value),
  Dt: { Dt: day },
});

const entryXml = ({ ref, amount, at, code, text, movement }: Entry) => ({
  NtryRef: short(ref),
  Amt: money(amount),
  CdtDbtInd: mark(amount),
  Sts: { Cd: "BOOK" },
  BookgDt: { DtTm: at },
  ValDt: { DtTm: at },
  ...(movement === null ? {} : { AcctSvcrRef: short(movement) }),
  BkTxCd: { Prtry: { Cd: code } },
  NtryDtls: { TxDtls: { RmtInf: { Ustrd: line(text) } } },
  AddtlNtryInf: text.slice(0, 500),
});

function summary(entries: Entry[]) {
  const sumOf = (some: Entry[]) => plainCents(cents(some.reduce((sum, { amount }) => sum + Math.abs(amount), 0)));
  const side = (some: Entry[]) => ({ NbOfNtries: some.length, Sum: sumOf(some) });
  return {
    TtlNtries: side(entries),
    TtlCdtNtries: side(entries.filter(({ amount }) => amount >= 0)),
    TtlDbtNtries: side(entries.filter(({ amount }) => amount < 0)),
  };
}

const textOf = ({ title, description }: Transaction): string => `${title} - ${description}`;

function bankEntries(state: CompanyState, span: Span): { opening: number; closing: number; entries: Entry[] } {
  const { opening, closing, lines } = bankFigures(state, span);
  const entries = lines.map(({ amount, description, at, source }, i) => ({
    ref: source?.id ?? idFrom(`sweep ${span.pocket.id} ${at} ${i}`),
    amount,
    at,
    code: source?.type ?? "SWEEP",
    text: description,
    movement: source?.transaction_id ?? null,
  }));
  return { opening, closing, entries };
}

function brokerageEntries(state: CompanyState, span: Span): { opening: number; closing: number; entries: Entry[] } {
  const { opening, closing, flows, gain } = brokerageFigures(state, span);
  const entries: Entry[] = flows.map((one) => ({
    ref: one.id,
    amount: one.direction === "CREDIT" ? one.amount.value : -one.amount.value,
    at: one.time_booked,
    code: one.type === "FEE" ? "FEE" : one.direction === "CREDIT" ? "ADDITION" : "SUBTRACTION",
    text: textOf(one),
    movement: one.transaction_id,
  }));
  if (gain !== 0) {
    const at = iso(span.until);
    const text = gain > 0 ? "Gain in value of US Treasury bills" : "Loss in value of US Treasury bills";
    entries.push({ ref: idFrom(`gain ${span.pocket.id} ${at}`), amount: gain, at, code: gain > 0 ? "GAIN" : "LOSS", text, movement: null });
  }
  return { opening, closing, entries };
}

/**
 * The statement of one pocket on one day as camt.053.001.08. A day that was not over when the report was ordered is told up to
 * that moment, at the prices in force then.
 */
export function camt053(state: CompanyState, report: ReportRecord, pocketId: string): string {
  const day = report.report_date!;
  const ordered = new Date(report.created_at);
  const until = ordered < endOf(day) ? ordered : endOf(day);
  const span: Span = { pocket: pocketOf(state, pocketId), from: endOf(addDays(day, -1)), until };
  const bank = report.type === "BANK_STATEMENT_REPORT";
  const { opening, closing, entries } = bank ? bankEntries(state, span) : brokerageEntries(state, span);
  const statement = {
    Id: short(idFrom(`statement ${report.id} ${pocketId}`)),
    CreDtTm: report.created_at,
    FrToDt: { FrDtTm: iso(instantAt(day, "00:00")), ToDtTm: iso(until) },
    Acct: {
      Id: { Othr: { Id: short(pocketId) } },
      Tp: { Prtry: bank ? "BANK" : "BROKERAGE" },
      Ccy: "USD",
      Nm: span.pocket.pocket_name,
      Ownr: { Nm: state.customer.name },
      Svcr: { FinInstnId: { Nm: "Sandbox Bank" } },
    },
    Bal: [balance("OPBD", opening, day), balance("CLBD", closing, day)],
    TxsSummry: summary(entries),
    Ntry: entries.map(entryXml),
    AddtlStmtInf: "Made by a sandbox: not a real account.",
  };
  const document = {
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    Document: {
      "@xmlns": "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08",
      BkToCstmrStmt: { GrpHdr: { MsgId: short(report.id), CreDtTm: report.created_at }, Stmt: statement },
    },
  };
  return new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@", format: true, indentBy: "  " }).build(document);
}
