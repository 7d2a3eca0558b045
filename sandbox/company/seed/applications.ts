import { iso } from "../clock";
import type { ApplicationRecord, ApplicationStatus, DocumentRecord, PartyRecord } from "../types";
import { idFrom } from "../wire";
import { customer, customerId, customerName } from "./people";

const day = 86_400_000;

type Fields = Partial<ApplicationRecord["application"]>;

/** The consent of an application; the version is that of the agreements. */
const consent = (at: Date) => ({ version: "1.4.0", timestamp: iso(at) });

const complete: Fields = {
  entity_type: "LLC",
  doing_business_as: null,
  identification_number: { identification_number: "00-0000001", issuing_country: "US", type: "EIN" },
  address: customer.address,
  website: "https://www.example.com",
  contact: { name: { first_name: "Admin", middle_name: null, last_name: "One" }, phone_number: "+16145550100", email: "admin.one@example.com" },
  formation_date: "2024-04-01",
  risk_info: {
    risk_categories: [],
    company_mission: "Makes and leases industrial robots.",
    has_current_enforcement_actions: false,
    primary_regulator: null,
    business_activity_location: "PRIMARILY_US",
    source_of_funds: "INTERNAL_FUNDS",
    account_usage: "MONEY_STORAGE",
    annual_revenue: "BETWEEN_5M_100M",
    monthly_transactions: "BETWEEN_5_AND_15",
    first_month_deposit: "BETWEEN_1M_AND_5M",
  },
  industry: { industry: "HARDWARE", other_industry: null },
};

const party = (of: string, last: string, title: string, roles: PartyRecord["roles"], share: string | null): PartyRecord => ({
  id: idFrom(`related party ${of} ${last}`),
  title,
  name: { first_name: "Sample", middle_name: null, last_name: last },
  address: customer.address,
  date_of_birth: "1980-01-01",
  identification_number: { identification_number: "000-00-0000", issuing_country: "US", identification_type: "SSN" },
  phone_number: "+16145550101",
  email: `${last.toLowerCase()}@example.com`,
  citizenship: "US",
  roles,
  ownership_percentage: share,
});

const document = (of: string, type: DocumentRecord["type"], status: DocumentRecord["status"], reason: string | null = null): DocumentRecord => ({
  id: idFrom(`document ${of} ${type}`),
  type,
  status,
  exception_reason: reason,
  name: status === "PENDING_UPLOAD" ? null : `${type.toLowerCase().replaceAll("_", "-")}.pdf`,
  review_at: null,
});

/** Applications of one company for itself and for others of its group, in every state that one can stand in. */
export function applications(now: Date): ApplicationRecord[] {
  const one = (name: string, status: ApplicationStatus, daysAgo: number, fields: Fields, rest: Partial<ApplicationRecord> = {}): ApplicationRecord => {
    const created = new Date(now.getTime() - daysAgo * day);
    return {
      application: {
        id: idFrom(`application ${name}`),
        status,
        customer_id: null,
        exception_reasons: [],
        time_created: iso(created),
        updated_at: iso(new Date(created.getTime() + (status === "CREATED" ? 0.1 : 0.6) * daysAgo * day)),
        name, entity_type: null, doing_business_as: null, identification_number: null, address: null, website: null, contact: null,
        formation_date: null, risk_info: null, industry: null, agreement_consent: fields === complete ? consent(created) : null,
        ...fields,
        object_type: "BusinessApplication",
      },
      parties: [],
      documents: [],
      next: null,
      ...rest,
    };
  };
  const people = (of: string) => [
    party(of, "Director", "Director", ["CONTROL_PERSON"], null),
    party(of, "Owner", "Owner", ["AUTHORIZED_REPRESENTATIVE"], "0.6"),
  ];
  const [services, parts, leasing, europe] = ["Services", "Parts", "Leasing", "Europe"].map((word) => `Example Robotics ${word} LLC`) as [string, string, string, string];
  return [
    one(customerName, "APPROVED", 730, { ...complete, entity_type: "CORPORATE", customer_id: customerId }, { parties: people(customerName) }),
    one("Example Robotics Holding LLC", "CLOSED", 400, { entity_type: "LLC" }),
    one("Example Robotics Casino LLC", "REJECTED", 200, { ...complete, exception_reasons: ["BUSINESS_NOT_SUPPORTED"] }),
    one("Example Robotics Labs LLC", "MANUAL_REVIEW", 20, complete, {
      parties: people("labs"),
      documents: [document("labs", "EIN_CONFIRMATION", "APPROVED"), document("labs", "OPERATING_AGREEMENT", "APPROVED")],
    }),
    one(leasing, "DOCUMENTS_NEEDED", 12, complete, {
      parties: people(leasing),
      documents: [
        document(leasing, "EIN_CONFIRMATION", "PENDING_UPLOAD"),
        document(leasing, "OPERATING_AGREEMENT", "INVALID", "IMAGE_QUALITY_ERROR_CUTOFF"),
        document(leasing, "ADDRESS_VERIFICATION", "APPROVED"),
      ],
    }),
    one(europe, "PENDING", 3, complete, { parties: people(europe) }),
    one(parts, "CREATED", 2, complete, { parties: people(parts) }),
    one(services, "CREATED", 1, { entity_type: "LLC", address: customer.address }, { parties: [party(services, "Owner", "Owner", ["AUTHORIZED_REPRESENTATIVE"], "1")] }),
  ];
}
