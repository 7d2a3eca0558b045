import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applicationRequest, partyRequest } from "@/lib/jiko/application-fields";
import { application, applicationsGet, relatedPartiesList, relatedParty } from "@/lib/jiko/applications";
import { checkStep, emptySteps, readStep, stepBody, stepOf, steps } from "./application";
import { missing, partOf } from "./application-missing";
import { checkParty, emptyParty, millionthsOf, partyBody, partyValues, percentOf, shareOf } from "./related-party";

const today = "2026-07-15";
const filled = {
  business: { name: " Example LLC ", entityType: "LLC", doingBusinessAs: "", idType: "EIN", idCountry: "us", idNumber: "123456789", website: "www.example.com", formationDate: "2019-04-01" },
  address: { street: "100 Example Avenue", street2: "", city: "Columbus", state: "oh", postalCode: "43004", country: "US" },
  contact: { firstName: "Admin", middleName: "", lastName: "One", phone: "+1 614 555 0100", email: "admin.one@example.com" },
  risk: {
    categories: ["CRYPTOCURRENCY"], mission: "Robots.", enforcement: "no", regulator: "", location: "PRIMARILY_US", sourceOfFunds: "INTERNAL_FUNDS",
    usage: "MONEY_STORAGE", revenue: "5M_OR_LESS", transactions: "5_OR_LESS", firstDeposit: "1M_OR_LESS",
  },
  industry: { industry: "OTHER", otherIndustry: "Kites" },
  agreement: { version: "1.4.0" },
};
const person = {
  ...emptyParty,
  firstName: "Sample", lastName: "Owner", roles: ["CONTROL_PERSON", "AUTHORIZED_REPRESENTATIVE"], share: "51", dateOfBirth: "1980-01-31",
  idNumber: "123456789", phone: "+1 614 555 0100", email: "o@example.com", street: "1 A", city: "B", state: "OH", postalCode: "1",
};
const around = { known: { dateOfBirth: false, idNumber: false }, today, otherShares: [] };

const whole = application.parse({
  id: "96f0ff2c-0efb-487d-8249-a72c46b539a0", status: "CREATED", time_created: "2026-01-21T10:00:00Z", updated_at: "2026-01-21T10:00:00Z",
  ...Object.assign({}, ...steps.map((step) => stepBody(step, filled[step], "2026-01-21T10:00:00Z"))),
});
const viewed = applicationsGet.view(whole);
const people = relatedPartiesList.view({ items: [relatedParty.parse({ id: whole.id, ...partyBody(person) })], next_page: null, prev_page: null }).items;

describe.each(steps)("the step %s", (step) => {
  it("lets a good one through, in the form that Jiko takes", () => {
    expect(checkStep(step, filled[step], { known: false, today })).toEqual([]);
    expect(applicationRequest.safeParse(stepBody(step, filled[step], "2026-01-21T10:00:00Z")).error).toBeUndefined();
  });

  it("names every field that is empty and must not be", () => {
    const fields = checkStep(step, emptySteps[step], { known: false, today }).map(({ field }) => field);
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields) expect(Object.keys(emptySteps[step])).toContain(field);
  });

  it("reads what Jiko has, and whatever else, as text to be typed over", () => {
    const back = stepOf(step, viewed);
    expect(checkStep(step, back, { known: true, today })).toEqual([]);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(emptySteps[step])), fc.anything()), (sent) => {
        expect(Object.keys(readStep(step, sent)).sort()).toEqual(Object.keys(emptySteps[step]).sort());
        expect(() => checkStep(step, sent, { known: false, today })).not.toThrow();
      }),
    );
  });
});

describe("identification numbers", () => {
  it("are written in one way, and never come back", () => {
    expect(stepBody("business", filled.business, "")).toMatchObject({ identification_number: { identification_number: "12-3456789", issuing_country: "US" } });
    expect(JSON.stringify([viewed, people])).not.toMatch(/3456789|123-45|1980-01-31/);
    expect(viewed.identification).toEqual({ type: "EIN", issuing_country: "US", ending: "6789" });
  });

  it("stay as they are where nothing is typed", () => {
    expect(stepBody("business", { ...filled.business, idNumber: "" }, "")).not.toHaveProperty("identification_number");
    expect(partyBody({ ...person, idNumber: "", dateOfBirth: "" })).not.toHaveProperty("date_of_birth");
    expect(checkParty(partyValues(people[0]!), { ...around, known: { dateOfBirth: true, idNumber: true } })).toEqual([]);
  });
});

describe("people", () => {
  it("are sent in the form that Jiko takes", () => {
    expect(checkParty(person, around)).toEqual([]);
    expect(partyRequest.safeParse(partyBody(person)).error).toBeUndefined();
  });

  it("hold shares that are kept exactly, and never more than the whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 }), (mine, others) => {
        const fraction = (share: number) => (share / 1_000_000).toFixed(6);
        const percent = percentOf(fraction(mine));
        expect(shareOf(percent)).toBe(mine);
        expect(millionthsOf(partyBody({ ...person, share: percent }).ownership_percentage!)).toBe(mine);
        const faults = checkParty({ ...person, share: percent }, { ...around, otherShares: [fraction(others)] });
        expect(faults.some(({ field }) => field === "share")).toBe(mine + others > 1_000_000);
      }),
    );
    for (const bad of ["101", "-1", "1,5", "50%", "1e2", "100.0001"]) expect(checkParty({ ...person, share: bad }, around)).toMatchObject([{ field: "share" }]);
  });

  it("have a role or a share", () => {
    expect(checkParty({ ...person, roles: [], share: "" }, around)).toMatchObject([{ field: "roles" }]);
    expect(checkParty({ ...person, roles: [], share: "10" }, around)).toEqual([]);
  });
});

describe("what is missing before one can submit", () => {
  it("is nothing for a complete application", () => {
    expect(missing(viewed, people)).toEqual([]);
  });

  it("is told for each field that is taken away, in its own step", () => {
    const partFields = { business: ["name", "entity_type", "identification", "formation_date"], address: ["address"], contact: ["contact"], risk: ["risk_info"] } as const;
    for (const [part, fields] of Object.entries(partFields)) {
      for (const field of fields) {
        const lacks = missing({ ...viewed, [field]: null }, people);
        expect([...new Set(lacks.map((one) => one.part))], field).toEqual([part]);
      }
    }
    expect(missing({ ...viewed, industry: { industry: "OTHER", other_industry: null } }, people)).toHaveLength(1);
    expect(missing({ ...viewed, agreement_consent: null }, people)).toMatchObject([{ part: "agreement" }]);
    expect(missing(viewed, [])).toHaveLength(2);
    expect(missing(viewed, [{ ...people[0]!, has_date_of_birth: false, email: null }])).toEqual([
      { part: "people", message: "Sample Owner lacks a date of birth, an e-mail address." },
    ]);
  });

  it("is sorted by step where Jiko says it", () => {
    expect(["name", "risk_info.company_mission", "related_parties.0.name", "contact"].map(partOf)).toEqual(["business", "risk", "people", "contact"]);
  });
});
