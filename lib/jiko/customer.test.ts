import { describe, expect, it } from "vitest";
import { beneficialOwners, customerGet } from "./customer";

const address = { street_address: "100 Example Avenue", city: "Columbus", postal_code: "43004", state: "OH", country: "US" };
const common = { address, email: "finance@example.com", phone_number: "+16145550100", account_status: "OPEN" };
const business = (type: string) => ({
  ...common,
  type: "BUSINESS",
  name: "Example Robotics Inc.",
  identification_number: { identification_number: "12-3456789", issuing_country: "US", type },
});
const seen = (sent: object) => customerGet.view(customerGet.answer.parse(sent));

describe("what a browser sees of a customer (customer.get)", () => {
  it.each([
    ["EIN", "12-3456789"],
    ["NON_US_BUSINESS_ID", "12-3456789"],
    ["TIN", "•••• 6789"],
    ["SOMETHING_NEW", "•••• 6789"],
  ])("of a business, its number of the kind %s", (type, number) => {
    expect(seen(business(type))).toMatchObject({ type: "BUSINESS", name: "Example Robotics Inc.", identification: { type, number, issuing_country: "US" } });
  });

  it("of a person, the name in one piece and no birthday", () => {
    const person = { ...common, type: "INDIVIDUAL", name: { first_name: "Sample", middle_name: "Q", last_name: "Owner" }, date_of_birth: "1980-02-03" };
    const view = seen(person);
    expect(view).toMatchObject({ type: "INDIVIDUAL", name: "Sample Q Owner", identification: null });
    expect(JSON.stringify(view)).not.toContain("1980");
  });
});

it("writes owners' names in one piece (customer.beneficialOwners)", () => {
  const sent = { items: [{ id: "dc5fe67c-1921-476b-a2fe-5646e437b711", name: { first_name: "Sample", last_name: "Owner" }, title: "Director" }] };
  expect(beneficialOwners.view(beneficialOwners.answer.parse(sent)).items[0]).toMatchObject({ name: "Sample Owner", title: "Director" });
});
