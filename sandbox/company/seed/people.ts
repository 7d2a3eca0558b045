import type { Role } from "@/lib/jiko/team";
import { addDays, type Day } from "@/lib/treasury/business-days";
import { instantAt, iso } from "../clock";
import type { BeneficialOwner, Customer, Member, Membership } from "../types";
import { idFrom } from "../wire";

export const customerId = "e5fe84a1-124e-4b76-bbec-fe231ec833e1";
export const customerName = "Example Robotics Inc.";

export const customer: Customer = {
  type: "BUSINESS",
  name: customerName,
  address: {
    street_address: "100 Example Avenue",
    street_address2: "Floor 4",
    city: "Columbus",
    postal_code: "43004",
    state: "OH",
    country: "US",
  },
  email: "finance@example.com",
  phone_number: "+16145550100",
  account_status: "OPEN",
  identification_number: { identification_number: "00-0000000", issuing_country: "US", type: "EIN" },
};

export const beneficialOwners: BeneficialOwner[] = [
  { id: "dc5fe67c-1921-476b-a2fe-5646e437b711", name: { first_name: "Sample", middle_name: null, last_name: "Owner" }, title: "Director" },
  { id: idFrom("owner two"), name: { first_name: "Second", middle_name: "Q", last_name: "Owner" }, title: "Chief Financial Officer" },
];

/** The team, by the key that the seed names its people with. */
const people = {
  adminOne: ["Admin One", "ADMIN", "admin.one", null],
  adminTwo: ["Admin Two", "ADMIN", "admin.two", null],
  initiatorOne: ["Initiator One", "INITIATOR", "initiator.one", "a56d1b1c-08f0-46c5-b53e-e81e3dc261b0"],
  initiatorTwo: ["Initiator Two", "INITIATOR", "initiator.two", null],
  approverOne: ["Approver One", "APPROVER", "approver.one", "860095cd-a39a-44f0-9254-ace221f1b3c0"],
  approverTwo: ["Approver Two", "APPROVER", "approver.two", "e4358d4d-2583-4e32-b9fe-6c6dd8239cdc"],
  approverThree: ["Approver Three", "APPROVER", "approver.three", null],
  viewerOne: ["Viewer One", "VIEWER", "viewer.one", null],
  initiatorThree: ["Initiator Three", "INITIATOR", "initiator.three", null],
  viewerTwo: ["Viewer Two", "VIEWER", "viewer.two", null],
} as const satisfies Record<string, readonly [string, Role, string, string | null]>;

export type PersonKey = keyof typeof people;

/** Who is not, or not yet, an active member. */
const states: Partial<Record<PersonKey, "INACTIVE" | "INVITED">> = { initiatorThree: "INACTIVE", viewerTwo: "INVITED" };

/** The user behind Admin One is also a member, under another id, of a company that this bank does not keep. */
const elsewhere: Membership = {
  member_id: idFrom("member admin.one elsewhere"),
  customer_id: idFrom("customer Sample Holdings LP"),
  customer_name: "Sample Holdings LP",
  role: "VIEWER",
  status: "ACTIVE",
};

export function person(key: PersonKey): { member_id: string; name: string; email: string } {
  const [name, , local, id] = people[key];
  return { member_id: id ?? idFrom(`member ${local}`), name, email: `${local}@example.com` };
}

/** The team as it stands on a day; it joined two years before. */
export function team(anchor: Day): { members: Member[]; memberships: Membership[]; memberships_elsewhere: Record<string, Membership[]> } {
  const keys = Object.keys(people) as PersonKey[];
  const members = keys.map((key, i): Member => {
    const { member_id, name, email } = person(key);
    const status = states[key] ?? "ACTIVE";
    const joined = instantAt(addDays(anchor, status === "INVITED" ? -6 : -720 + 40 * i), "10:00");
    const seen = key === "viewerOne" || status === "INVITED" ? null : status === "INACTIVE" ? iso(instantAt(addDays(anchor, -41), "09:30")) : iso(instantAt(addDays(anchor, -1 - (i % 4)), `09:${10 + 5 * i}`));
    return {
      id: member_id,
      name,
      email,
      role: people[key][1],
      status,
      created_at: iso(joined),
      last_login_at: seen,
      object_type: "TeamMember",
    };
  });
  const memberships = members.map(({ id, role, status }): Membership => ({
    member_id: id,
    customer_id: customerId,
    customer_name: customerName,
    role,
    status,
  }));
  return { members, memberships, memberships_elsewhere: { [person("adminOne").member_id]: [elsewhere] } };
}
