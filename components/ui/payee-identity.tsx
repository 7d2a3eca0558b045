import { DefinitionList } from "./definition-list";
import { AccountNumber } from "./mono-id";
import type { SnapshotAddress, SnapshotPayee } from "@/lib/approvals/types";

type Row = readonly [string, React.ReactNode];

const mono = (text: string) => <span className="font-mono text-[0.93em] wrap-anywhere">{text}</span>;
const optional = (name: string, value: string | null): Row[] => (value ? [[name, value]] : []);

const addressText = ({ street, street2, city, state, postalCode, country }: SnapshotAddress): string =>
  [street, street2, [city, [state, postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", "), country].filter(Boolean).join(", ");

/** Everything that says where the money goes, whole: this is what an approver compares with an invoice or a call. */
export function payeeRows(payee: SnapshotPayee): Row[] {
  switch (payee.type) {
    case "wire":
      return [
        ["Routing number", mono(payee.routingNumber)],
        ["Account", <AccountNumber key="a" value={payee.account} />],
        ...optional("Bank", payee.institution),
        ["Address", addressText(payee.address)],
        ...optional("Wire instructions", payee.instructions),
      ];
    case "international_wire":
      return [
        [payee.accountType === "IBAN" ? "IBAN" : "Account", <AccountNumber key="a" value={payee.account} />],
        ["BIC", mono(payee.bic)],
        ["Bank", payee.institution],
        ["Bank's address", addressText(payee.institutionAddress)],
        ["Address", addressText(payee.address)],
        ...optional("Wire instructions", payee.instructions),
      ];
    case "ach":
      return [
        ["Routing number", mono(payee.routingNumber)],
        ["Account", <AccountNumber key="a" value={payee.account} />],
        ["Kind of account", payee.accountType.toLowerCase()],
        ...optional("Bank", payee.institution),
        ...optional("Address", payee.address && addressText(payee.address)),
      ];
    case "on_us":
      return [
        ["JikoNet address", <AccountNumber key="a" value={payee.account} />],
        ...optional("Bank", payee.institution),
        ...optional("Address", payee.address && addressText(payee.address)),
      ];
    case "crypto_wallet":
      return [
        ["Network", payee.network],
        ["Wallet", <AccountNumber key="a" value={payee.account} />],
        ...optional("Held at", payee.institution),
      ];
    default:
      return [["Kind of payee", `${payee.sentType} (not known to Countersign)`]];
  }
}

export const PayeeIdentity = ({ payee }: { payee: SnapshotPayee }) => <DefinitionList items={payeeRows(payee)} />;
