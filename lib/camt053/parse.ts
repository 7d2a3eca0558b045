import { cents } from "@/lib/treasury/money";
import { XmlElement } from "./element";
import {
  StatementError,
  type SignedAmount,
  type Statement,
  type StatementBalance,
  type StatementEntry,
  type StatementFile,
  type StatementSummary,
} from "./types";
import { readXml } from "./xml";

/** `Amt` with the sign that `CdtDbtInd` beside it gives. */
function signedAmount(place: XmlElement): SignedAmount {
  const amount = place.need("Amt");
  const mark = place.need("CdtDbtInd");
  if (mark.text !== "CRDT" && mark.text !== "DBIT") throw new StatementError("broken", `${mark.at} is neither CRDT nor DBIT.`, mark.at);
  const currency = amount.attribute("Ccy");
  if (!currency || !/^[A-Z]{3}$/.test(currency)) throw new StatementError("broken", `${amount.at} has no currency.`, amount.at);
  const value = amount.amount();
  return { value: mark.text === "CRDT" ? value : cents(-value), currency };
}

const balanceOf = (place: XmlElement): StatementBalance => ({
  ...signedAmount(place),
  code: place.textAt("Tp.CdOrPrtry.Cd", "Tp.CdOrPrtry.Prtry") ?? "",
  at: place.date("Dt"),
});

function codeOf(place: XmlElement): string | null {
  const domain = place.textAt("BkTxCd.Domn.Cd");
  const parts = [domain, place.textAt("BkTxCd.Domn.Fmly.Cd"), place.textAt("BkTxCd.Domn.Fmly.SubFmlyCd")].filter(Boolean);
  return domain ? parts.join("-") : place.textAt("BkTxCd.Prtry.Cd");
}

function entryOf(place: XmlElement): StatementEntry {
  const amount = signedAmount(place);
  const parts = place.all("NtryDtls").flatMap((details) => details.all("TxDtls"));
  const other = amount.value < 0 ? "Cdtr" : "Dbtr";
  const names = parts.map((part) => part.textAt(`RltdPties.${other}.Pty.Nm`, `RltdPties.${other}.Nm`)).filter((name) => name !== null);
  const lines = parts.flatMap((part) => part.find("RmtInf")?.all("Ustrd") ?? []).map((one) => one.text).filter((text) => text !== null);
  return {
    ...amount,
    reference: place.textAt("NtryRef"),
    servicerReference: place.textAt("AcctSvcrRef"),
    // Version 2 wrote the code itself, later ones wrap it.
    status: place.textAt("Sts.Cd", "Sts.Prtry", "Sts") ?? "",
    reversal: place.textAt("RvslInd") === "true",
    bookedAt: place.date("BookgDt"),
    valueAt: place.date("ValDt"),
    code: codeOf(place),
    counterparty: [...new Set(names)].join(", ") || null,
    text: place.textAt("AddtlNtryInf") ?? (lines.join(" ").slice(0, 1000) || null),
  };
}

function totalOf(place: XmlElement | null): StatementSummary["entries"] {
  if (!place) return null;
  return { count: place.find("NbOfNtries")?.count() ?? null, sum: place.find("Sum")?.amount() ?? null };
}

function statementOf(place: XmlElement): Statement {
  const account = place.need("Acct");
  const id = account.textAt("Id.IBAN", "Id.Othr.Id");
  if (!id) throw new StatementError("broken", `${account.at} has no account number.`, `${account.at}.Id`);
  return {
    id: place.textAt("Id") ?? "",
    createdAt: place.find("CreDtTm")?.instant() ?? null,
    from: place.find("FrToDt.FrDtTm")?.instant() ?? place.find("FrToDt.FrDt")?.instant() ?? null,
    to: place.find("FrToDt.ToDtTm")?.instant() ?? place.find("FrToDt.ToDt")?.instant() ?? null,
    account: {
      id,
      name: account.textAt("Nm"),
      owner: account.textAt("Ownr.Nm", "Ownr.Pty.Nm"),
      servicer: account.textAt("Svcr.FinInstnId.Nm", "Svcr.FinInstnId.BICFI", "Svcr.FinInstnId.BIC"),
      currency: account.textAt("Ccy"),
    },
    balances: place.all("Bal").map(balanceOf),
    summary: {
      entries: totalOf(place.find("TxsSummry.TtlNtries")),
      credits: totalOf(place.find("TxsSummry.TtlCdtNtries")),
      debits: totalOf(place.find("TxsSummry.TtlDbtNtries")),
    },
    entries: place.all("Ntry").map(entryOf),
  };
}

/**
 * Reads a camt.053 file (ISO 20022 "BankToCustomerStatement", any version of it). Tolerant of elements it does not know,
 * strict about what is added up: amounts, their direction, currency, dates. Throws StatementError, and nothing else.
 */
export function parseStatementFile(bytes: Uint8Array): StatementFile {
  const root = new XmlElement(readXml(bytes), "");
  const document = root.find("Document");
  const message = document?.find("BkToCstmrStmt");
  const version = document
    ?.namespaces()
    .map((name) => /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d{2})$/.exec(name)?.[1])
    .find(Boolean);
  if (!document || !message || !version) throw new StatementError("not_camt053", "The file is XML, but no camt.053 statement.");
  const statements = message.all("Stmt").map(statementOf);
  if (statements.length === 0) throw new StatementError("not_camt053", "The file holds no statement.");
  return {
    version,
    messageId: message.textAt("GrpHdr.MsgId") ?? "",
    createdAt: message.find("GrpHdr.CreDtTm")?.instant() ?? null,
    statements,
  };
}
