// Statements for property tests, and their files: written as a bank would, in either of the forms that versions differ in.
import fc from "fast-check";
import { XMLBuilder } from "fast-xml-parser";
import { cents, plainCents, type Cents } from "@/lib/treasury/money";
import type { SignedAmount, Statement, StatementEntry, StatementFile } from "./types";

const letters = "ABCxyz 019.,'/()&<>\"é€漢-";
const text = (most: number) =>
  fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength: most })
    .map((all) => all.join("").replace(/\s+/g, " ").trim())
    .filter((one) => one !== "");
const reference = fc.stringMatching(/^[A-Za-z0-9]{1,35}$/);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const amount = fc.integer({ min: -900_000_000_000, max: 900_000_000_000 }).map(cents);
const day = fc.date({ min: new Date("2024-01-01"), max: new Date("2030-12-31"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const instant = fc.date({ min: new Date("2024-01-01"), max: new Date("2030-12-31"), noInvalidDate: true }).map((date) => date.toISOString());

const entry: fc.Arbitrary<StatementEntry> = fc.record({
  value: amount,
  currency: fc.constant("USD"),
  reference: maybe(reference),
  servicerReference: maybe(reference),
  status: fc.constantFrom("BOOK", "BOOK", "BOOK", "PDNG"),
  reversal: fc.boolean(),
  bookedAt: maybe(fc.oneof(day, instant)),
  valueAt: maybe(fc.oneof(day, instant)),
  code: maybe(fc.constantFrom("PMNT-RCDT-DMCT", "WIRE", "SWEEP")),
  counterparty: maybe(text(30)),
  text: maybe(text(80)),
});

const sumOf = (entries: StatementEntry[]) => entries.reduce((sum, { value }) => sum + Math.abs(value), 0);
const side = (entries: StatementEntry[]) => ({ count: entries.length, sum: cents(sumOf(entries)) });

/** A statement that adds up. */
export const statement: fc.Arbitrary<Statement> = fc
  .record({
    id: reference,
    createdAt: maybe(instant),
    from: maybe(instant),
    to: maybe(instant),
    account: fc.record({ id: reference, name: maybe(text(30)), owner: maybe(text(30)), servicer: maybe(text(30)), currency: fc.constant("USD") }),
    opening: amount,
    at: day,
    entries: fc.array(entry, { maxLength: 12 }),
  })
  .map(({ opening, at, entries, ...rest }) => {
    const booked = entries.filter(({ status }) => status === "BOOK");
    const closing = cents(booked.reduce((sum: number, { value }) => sum + value, opening));
    return {
      ...rest,
      entries,
      balances: [
        { code: "OPBD", value: opening, currency: "USD", at },
        { code: "CLBD", value: closing, currency: "USD", at },
      ],
      summary: {
        entries: side(booked),
        credits: side(booked.filter(({ value }) => value >= 0)),
        debits: side(booked.filter(({ value }) => value < 0)),
      },
    };
  });

export const statementFile: fc.Arbitrary<StatementFile> = fc.record({
  version: fc.constantFrom("02", "08"),
  messageId: reference,
  createdAt: maybe(instant),
  statements: fc.array(statement, { minLength: 1, maxLength: 3 }),
});

const money = ({ value, currency }: SignedAmount) => ({
  Amt: { "@Ccy": currency, "#text": plainCents(Math.abs(value) as Cents) },
  CdtDbtInd: value < 0 ? "DBIT" : "CRDT",
});
const given = (members: Record<string, unknown>) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));
const dated = (at: string | null) => at && (at.length === 10 ? { Dt: at } : { DtTm: at });

function codeXml(code: string | null) {
  if (code === null) return null;
  const [Cd, family, SubFmlyCd] = code.split("-");
  return family ? { Domn: { Cd, Fmly: { Cd: family, SubFmlyCd } } } : { Prtry: { Cd } };
}

const entryXml = (version: string) => (one: StatementEntry) => {
  const who = one.counterparty && { Nm: one.counterparty };
  const party = who && { [one.value < 0 ? "Cdtr" : "Dbtr"]: version === "02" ? who : { Pty: who } };
  return given({
    NtryRef: one.reference,
    ...money(one),
    RvslInd: one.reversal ? "true" : null,
    Sts: version === "02" ? one.status : { Cd: one.status },
    BookgDt: dated(one.bookedAt),
    ValDt: dated(one.valueAt),
    AcctSvcrRef: one.servicerReference,
    BkTxCd: codeXml(one.code),
    NtryDtls: party && { TxDtls: { RltdPties: party } },
    AddtlNtryInf: one.text,
  });
};

const totalXml = (of: { count: number | null; sum: Cents | null } | null) => of && { NbOfNtries: of.count, Sum: of.sum === null ? null : plainCents(of.sum) };

/** The file as a bank would send it; `prefix` puts every element into a named namespace. */
export function writeStatementFile({ version, messageId, createdAt, statements }: StatementFile, prefix = ""): Uint8Array {
  const body = {
    GrpHdr: given({ MsgId: messageId, CreDtTm: createdAt }),
    Stmt: statements.map(({ id, createdAt: made, from, to, account, balances, summary, entries }) =>
      given({
        Id: id,
        CreDtTm: made,
        FrToDt: from || to ? given({ FrDtTm: from, ToDtTm: to }) : null,
        Acct: given({
          Id: { Othr: { Id: account.id } },
          Ccy: account.currency,
          Nm: account.name,
          Ownr: account.owner && { Nm: account.owner },
          Svcr: account.servicer && { FinInstnId: { Nm: account.servicer } },
        }),
        Bal: balances.map((one) => ({ Tp: { CdOrPrtry: { Cd: one.code } }, ...money(one), Dt: dated(one.at) })),
        TxsSummry: given({ TtlNtries: totalXml(summary.entries), TtlCdtNtries: totalXml(summary.credits), TtlDbtNtries: totalXml(summary.debits) }),
        Ntry: entries.map(entryXml(version)),
      }),
    ),
  };
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@", format: true });
  const namespace = `urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}`;
  const xml = String(builder.build({ "?xml": { "@version": "1.0" }, Document: { "@xmlns": namespace, BkToCstmrStmt: body } }));
  const named = prefix && xml.replace(/<(\/?)([A-Z])/g, `<$1${prefix}:$2`).replace("xmlns=", `xmlns:${prefix}=`);
  return new TextEncoder().encode(named || xml);
}
