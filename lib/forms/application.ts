import type { FieldFault } from "@/lib/errors";
import type { applicationsUpdate, applicationsGet } from "@/lib/jiko/applications";
import type { industries, riskValues } from "@/lib/jiko/application-fields";
import type { InputOf, ViewOf } from "@/lib/jiko/operation";
import { addressFaults, countryFault, emailFault, isPastDay, nineDigits, phoneFault, textFault } from "./person-fields";

export type ApplicationView = ViewOf<typeof applicationsGet>;
export type ApplicationBody = NonNullable<InputOf<typeof applicationsUpdate>["body"]>;

/** The parts of an application, in the order in which they are filled in; `people` are the related parties. */
export const steps = ["business", "address", "contact", "risk", "industry", "agreement"] as const;
export type Step = (typeof steps)[number];
export type Part = Step | "people";

export const stepWords: Record<Part, string> = {
  business: "Business",
  address: "Address",
  contact: "Contact",
  risk: "Risk",
  industry: "Industry",
  agreement: "Agreement",
  people: "People",
};

/** Each step exactly as it is typed: text throughout, empty where nothing was chosen. */
export const emptySteps = {
  business: { name: "", entityType: "", doingBusinessAs: "", idType: "EIN", idCountry: "US", idNumber: "", website: "", formationDate: "" },
  address: { street: "", street2: "", city: "", state: "", postalCode: "", country: "US" },
  contact: { firstName: "", middleName: "", lastName: "", phone: "", email: "" },
  risk: {
    categories: [] as string[],
    mission: "", enforcement: "", regulator: "", location: "", sourceOfFunds: "", usage: "", revenue: "", transactions: "", firstDeposit: "",
  },
  industry: { industry: "", otherIndustry: "" },
  /** The version that was read, once it is agreed to. */
  agreement: { version: "" },
};
export type StepValues<S extends Step = Step> = (typeof emptySteps)[S];

/** Whatever a draft or a request holds, as the values of a step: what does not fit is left empty. */
export function readStep<S extends Step>(step: S, sent: Readonly<Record<string, unknown>>): StepValues<S> {
  const fitting = (name: string, empty: unknown) => {
    const value = sent[name];
    if (Array.isArray(empty)) return Array.isArray(value) ? value.filter((one) => typeof one === "string") : empty;
    return typeof value === "string" ? value : empty;
  };
  return Object.fromEntries(Object.entries(emptySteps[step]).map(([name, empty]) => [name, fitting(name, empty)])) as StepValues<S>;
}

const yesNo = (value: boolean | null | undefined): string => (value === true ? "yes" : value === false ? "no" : "");

/** A step as Jiko has it. An identification number comes without its digits, and so its field is empty. */
export function stepOf<S extends Step>(step: S, given: ApplicationView): StepValues<S> {
  const risk = given.risk_info;
  const all: typeof emptySteps = {
    business: {
      name: given.name ?? "",
      entityType: given.entity_type ?? "",
      doingBusinessAs: given.doing_business_as ?? "",
      idType: given.identification?.type ?? "EIN",
      idCountry: given.identification?.issuing_country ?? "US",
      idNumber: "",
      website: given.website ?? "",
      formationDate: given.formation_date ?? "",
    },
    address: addressOf(given.address),
    contact: {
      firstName: given.contact?.name?.first_name ?? "",
      middleName: given.contact?.name?.middle_name ?? "",
      lastName: given.contact?.name?.last_name ?? "",
      phone: given.contact?.phone_number ?? "",
      email: given.contact?.email ?? "",
    },
    risk: {
      categories: [...(risk?.risk_categories ?? [])],
      mission: risk?.company_mission ?? "",
      enforcement: yesNo(risk?.has_current_enforcement_actions),
      regulator: risk?.primary_regulator ?? "",
      location: risk?.business_activity_location ?? "",
      sourceOfFunds: risk?.source_of_funds ?? "",
      usage: risk?.account_usage ?? "",
      revenue: risk?.annual_revenue ?? "",
      transactions: risk?.monthly_transactions ?? "",
      firstDeposit: risk?.first_month_deposit ?? "",
    },
    industry: { industry: given.industry?.industry ?? "", otherIndustry: given.industry?.other_industry ?? "" },
    agreement: { version: given.agreement_consent?.version ?? "" },
  };
  return all[step];
}

export const addressOf = (given: ApplicationView["address"]) => ({
  street: given?.street_address ?? "",
  street2: given?.street_address2 ?? "",
  city: given?.city ?? "",
  state: given?.state ?? "",
  postalCode: given?.postal_code ?? "",
  country: given?.country ?? "US",
});

const urlForm = /^(https?:\/\/)?[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/i;
const choose = "Choose one.";

/** What is wrong with a step as it is typed. `known`: Jiko has an identification number already, so it may stay empty. */
export function checkStep(step: Step, sent: Readonly<Record<string, unknown>>, { known, today }: { known: boolean; today: string }): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (field: string, message: string | null) => void (message && faults.push({ field, message }));
  const need = (field: string, value: string, ask = "Fill this in.", limit = 250) => fault(field, textFault(value, { limit, ask }));
  switch (step) {
    case "business": {
      const { name, entityType, doingBusinessAs, idType, idCountry, idNumber, website, formationDate } = readStep(step, sent);
      need("name", name, "Give the legal name.");
      if (!entityType) fault("entityType", choose);
      fault("doingBusinessAs", textFault(doingBusinessAs, { limit: 250 }));
      fault("idCountry", countryFault(idCountry));
      if (!["EIN", "TIN", "NON_US_BUSINESS_ID"].includes(idType)) fault("idType", choose);
      if (idNumber.trim() === "") fault("idNumber", known ? null : "Give the number.");
      else if (idType === "NON_US_BUSINESS_ID") fault("idNumber", textFault(idNumber, { limit: 50 }));
      else if (!nineDigits(idNumber)) fault("idNumber", "Nine digits, like 12-3456789.");
      if (website.trim() && (website.length > 2000 || !urlForm.test(website.trim()))) fault("website", "Give an address like www.example.com.");
      if (!isPastDay(formationDate, today)) fault("formationDate", "Give a day in the past, like 2019-04-01.");
      return faults;
    }
    case "address":
      return addressFaults(readStep(step, sent));
    case "contact": {
      const { firstName, middleName, lastName, phone, email } = readStep(step, sent);
      need("firstName", firstName, undefined, 50);
      fault("middleName", textFault(middleName, { limit: 50 }));
      need("lastName", lastName, undefined, 50);
      fault("phone", phoneFault(phone));
      fault("email", emailFault(email));
      return faults;
    }
    case "risk": {
      const values = readStep(step, sent);
      need("mission", values.mission, "Say in a sentence what the company does.", 2000);
      fault("regulator", textFault(values.regulator, { limit: 250 }));
      for (const name of ["enforcement", "location", "sourceOfFunds", "usage", "revenue", "transactions", "firstDeposit"] as const) {
        if (!values[name]) fault(name, choose);
      }
      return faults;
    }
    case "industry": {
      const { industry, otherIndustry } = readStep(step, sent);
      if (!industry) fault("industry", choose);
      if (industry === "OTHER") need("otherIndustry", otherIndustry, "Name the industry.");
      return faults;
    }
    case "agreement":
      if (!readStep(step, sent).version) fault("version", "Agree to go on.");
      return faults;
  }
}

const orNull = (value: string): string | null => value.trim() || null;
type Risk = NonNullable<ApplicationBody["risk_info"]>;
type Of<Values extends readonly string[]> = Values[number];

export const addressBody = (values: StepValues<"address">) => ({
  street_address: values.street.trim(),
  street_address2: orNull(values.street2),
  city: values.city.trim(),
  postal_code: values.postalCode.trim(),
  state: orNull(values.state),
  country: values.country.trim().toUpperCase(),
});

/** What Jiko is sent for a step that passed `checkStep`. `at`: ISO instant of the consent. */
export function stepBody(step: Step, sent: Readonly<Record<string, unknown>>, at: string): ApplicationBody {
  switch (step) {
    case "business": {
      const values = readStep(step, sent);
      const type = values.idType as "EIN" | "TIN" | "NON_US_BUSINESS_ID";
      const digits = nineDigits(values.idNumber);
      const number = type === "NON_US_BUSINESS_ID" || !digits ? values.idNumber.trim() : `${digits.slice(0, 2)}-${digits.slice(2)}`;
      return {
        name: values.name.trim(),
        entity_type: values.entityType as ApplicationBody["entity_type"],
        doing_business_as: orNull(values.doingBusinessAs),
        website: orNull(values.website),
        formation_date: values.formationDate,
        // Left out it stays as Jiko has it.
        ...(number ? { identification_number: { identification_number: number, issuing_country: values.idCountry.trim().toUpperCase(), type } } : {}),
      };
    }
    case "address":
      return { address: addressBody(readStep(step, sent)) };
    case "contact": {
      const { firstName, middleName, lastName, phone, email } = readStep(step, sent);
      const name = { first_name: firstName.trim(), middle_name: orNull(middleName), last_name: lastName.trim() };
      return { contact: { name, phone_number: phone.trim(), email: email.trim() } };
    }
    case "risk": {
      const values = readStep(step, sent);
      return {
        risk_info: {
          risk_categories: values.categories as Of<(typeof riskValues)["risk_categories"]>[],
          company_mission: values.mission.trim(),
          has_current_enforcement_actions: values.enforcement === "yes",
          primary_regulator: orNull(values.regulator),
          business_activity_location: values.location as Risk["business_activity_location"],
          source_of_funds: values.sourceOfFunds as Risk["source_of_funds"],
          account_usage: values.usage as Risk["account_usage"],
          annual_revenue: values.revenue as Risk["annual_revenue"],
          monthly_transactions: values.transactions as Risk["monthly_transactions"],
          first_month_deposit: values.firstDeposit as Risk["first_month_deposit"],
        },
      };
    }
    case "industry": {
      const { industry, otherIndustry } = readStep(step, sent);
      return { industry: { industry: industry as Of<typeof industries>, other_industry: industry === "OTHER" ? otherIndustry.trim() : null } };
    }
    case "agreement":
      return { agreement_consent: { version: readStep(step, sent).version, timestamp: at } };
  }
}
