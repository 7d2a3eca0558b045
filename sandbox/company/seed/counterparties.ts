import { addDays, type Day } from "@/lib/treasury/business-days";
import { instantAt, iso } from "../clock";
import type { Counterparty } from "../types";
import { idFrom } from "../wire";

type Details = Counterparty extends infer One ? (One extends Counterparty ? Omit<One, keyof Common> : never) : never;
type Common = Pick<Counterparty, "id" | "status" | "counterparty_name" | "verification" | "time_created" | "updated_at" | "object_type">;

const address = (street_address: string, city: string, postal_code: string, state: string | null, country = "US") => ({
  street_address,
  street_address2: null,
  city,
  postal_code,
  state,
  country,
});

/** [name, status, how it was verified, days since it was registered, what its type needs, id where the reference names one] */
const plan: Record<string, [string, string, string, number, Details, string?]> = {
  supplies: [
    "Sample Supplies LLC",
    "VERIFIED",
    "supporting_documents",
    640,
    {
      type: "wire",
      routing_number: "021000021",
      identifier: "000123456789",
      wire_instructions: null,
      institution_name: "Sample Trust Bank",
      address: address("100 Example Avenue", "Columbus", "43004", "OH"),
    },
    "a5582861-9b9f-410c-b515-fcabd9ddc5aa",
  ],
  components: [
    "Sample Components Corp.",
    "LINKED",
    "incoming_wire",
    700,
    {
      type: "wire",
      routing_number: "011000015",
      identifier: "000987654321",
      wire_instructions: "For further credit to account 4455",
      institution_name: "Sample Bank",
      address: address("22 Sample Road", "Oakland", "94601", "CA"),
    },
  ],
  freight: [
    "Sample Freight LLC",
    "PENDING",
    "unverified",
    4,
    {
      type: "wire",
      routing_number: "011000028",
      identifier: "000555000111",
      wire_instructions: null,
      institution_name: "Sample Savings Bank",
      address: address("7 Sample Dock", "Newark", "07102", "NJ"),
    },
  ],
  drives: [
    "Sample Antriebe GmbH",
    "VERIFIED",
    "supporting_documents",
    580,
    {
      type: "international_wire",
      bic: "EXMPDEFFXXX",
      identifier: "DE89370400440532013000",
      identifier_type: "IBAN",
      wire_instructions: null,
      address: address("Beispielstrasse 1", "Berlin", "10115", null, "DE"),
      institution_name: "Beispielbank AG",
      institution_address: address("Beispielplatz 2", "Frankfurt", "60311", null, "DE"),
    },
  ],
  sensors: [
    "Sample Sensors Ltd.",
    "UNLINKED",
    "name_match",
    410,
    {
      type: "international_wire",
      bic: "EXMPGB2L",
      identifier: "GB82WEST12345698765432",
      identifier_type: "IBAN",
      wire_instructions: null,
      address: address("1 Sample Lane", "London", "EC1A 1AA", null, "GB"),
      institution_name: "Example Bank plc",
      institution_address: address("3 Example Street", "London", "EC2A 2BB", null, "GB"),
    },
  ],
  leasing: [
    "Sample Office Leasing LLC",
    "LINKED",
    "plaid",
    690,
    {
      type: "ach",
      routing_number: "021000021",
      account_number: "000222333444",
      account_type: "CHECKING",
      institution_name: "Sample Trust Bank",
      address: address("5 Sample Plaza", "Columbus", "43004", "OH"),
    },
  ],
  utilities: [
    "Sample Utilities Co.",
    "FAILED",
    "micro_deposits",
    33,
    {
      type: "ach",
      routing_number: "011000015",
      account_number: "000777888999",
      account_type: "SAVINGS",
      institution_name: null,
      address: null,
    },
  ],
  partner: [
    "Sample Partner Corp.",
    "VERIFIED",
    "pre_verified",
    520,
    { type: "on_us", account_number: "400100200399", institution_name: "Jiko Bank", address: null },
  ],
  distribution: [
    "Sample Robotics Distribution Inc.",
    "LINKED",
    "pre_verified",
    300,
    {
      type: "on_us",
      account_number: "400100200477",
      institution_name: "Jiko Bank",
      address: address("9 Sample Park", "Austin", "73301", "TX"),
    },
  ],
  wallet: [
    "Sample Digital Payments LLC",
    "VERIFIED",
    "supporting_documents",
    150,
    { type: "crypto_wallet", network: "ETHEREUM", address: `0x${"e8a3b1".padStart(40, "0")}`, institution_name: null },
  ],
  returned: [
    "Returned Payments Test LLC",
    "VERIFIED",
    "name_match",
    60,
    {
      type: "wire",
      routing_number: "011000015",
      identifier: "000400400400",
      wire_instructions: null,
      institution_name: "Sample Bank",
      address: address("404 Sample Return", "Columbus", "43004", "OH"),
    },
  ],
};

export type PayeeKey =
  "supplies" | "components" | "freight" | "drives" | "sensors" | "leasing" | "utilities" | "partner" | "distribution" | "wallet" | "returned";

export const payeeId = (key: PayeeKey): string => plan[key]![5] ?? idFrom(`counterparty ${key}`);
export const payeeName = (key: PayeeKey): string => plan[key]![0];

export function counterparties(anchor: Day): Counterparty[] {
  return (Object.keys(plan) as PayeeKey[]).map((key) => {
    const [business_name, status, verification, age, details] = plan[key]!;
    const registered = addDays(anchor, -age);
    return {
      id: payeeId(key),
      status,
      counterparty_name: { type: "business", business_name },
      verification: { type: verification },
      time_created: iso(instantAt(registered, "11:00")),
      updated_at: iso(instantAt(addDays(registered, Math.min(2, age)), "08:15")),
      object_type: "Counterparty",
      ...details,
    } as Counterparty;
  });
}
