import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import { stepWords, steps, type ApplicationView, type Step } from "@/lib/forms/application";
import {
  businessIdWords,
  categoryWords,
  depositWords,
  entityWords,
  fundsWords,
  industryWords,
  locationWords,
  revenueWords,
  transactionWords,
  usageWords,
  wordOf,
} from "./words";

type Rows = readonly (readonly [string, React.ReactNode])[];

export const addressText = (given: ApplicationView["address"]): string =>
  given
    ? [given.street_address, given.street_address2, [given.city, [given.state, given.postal_code].filter(Boolean).join(" ")].filter(Boolean).join(", "), given.country]
        .filter(Boolean)
        .join(", ")
    : "–";

function rowsOf(step: Step, given: ApplicationView): Rows {
  const risk = given.risk_info;
  const { identification, contact, industry, agreement_consent: consent } = given;
  switch (step) {
    case "business":
      return [
        ["Legal name", given.name ?? "–"],
        ["Kind", wordOf(entityWords, given.entity_type)],
        ["Doing business as", given.doing_business_as],
        [
          "Identified by",
          identification ? `${wordOf(businessIdWords, identification.type)} ending in ${identification.ending}${identification.issuing_country ? ` (${identification.issuing_country})` : ""}` : "–",
        ],
        ["Website", given.website],
        ["Founded", <DateText key="d" at={given.formation_date} />],
      ];
    case "address":
      return [["Address", addressText(given.address)]];
    case "contact":
      return [
        ["Name", contact?.name ? [contact.name.first_name, contact.name.middle_name, contact.name.last_name].filter(Boolean).join(" ") : "–"],
        ["Telephone", contact?.phone_number ?? "–"],
        ["E-mail", contact?.email ?? "–"],
      ];
    case "risk":
      return [
        ["What it does", risk?.company_mission ?? "–"],
        ["Fields", risk?.risk_categories?.length ? risk.risk_categories.map((one) => wordOf(categoryWords, one)).join(", ") : "None of those asked for"],
        ["Enforcement actions", risk?.has_current_enforcement_actions == null ? "–" : risk.has_current_enforcement_actions ? "Yes" : "No"],
        ["Primary regulator", risk?.primary_regulator ?? null],
        ["Works", wordOf(locationWords, risk?.business_activity_location)],
        ["Source of funds", wordOf(fundsWords, risk?.source_of_funds)],
        ["Account for", wordOf(usageWords, risk?.account_usage)],
        ["Yearly revenue", wordOf(revenueWords, risk?.annual_revenue)],
        ["Transactions a month", wordOf(transactionWords, risk?.monthly_transactions)],
        ["First month's deposit", wordOf(depositWords, risk?.first_month_deposit)],
      ];
    case "industry":
      return [["Industry", industry?.other_industry ?? wordOf(industryWords, industry?.industry)]];
    case "agreement":
      return [["Agreed to", consent ? <>version {consent.version}, <DateText at={consent.timestamp} /></> : "–"]];
  }
}

/** What Jiko has, to be read. */
export function Summary({ application, only }: { application: ApplicationView; only?: Step }) {
  return (only ? [only] : steps).map((step) => (
    <Panel key={step} title={stepWords[step]}>
      <DefinitionList items={rowsOf(step, application)} />
    </Panel>
  ));
}
