"use client";

import { useQuery } from "@tanstack/react-query";
import { DateText } from "@/components/ui/date-text";
import { ErrorPanel } from "@/components/ui/error-panel";
import { FieldError, SelectField, TextAreaField, TextField, TickField } from "@/components/ui/field";
import type { ApplicationView, Step } from "@/lib/forms/application";
import { AddressFields } from "./address-fields";
import { agreementsQuery } from "./queries";
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
} from "./words";

export interface FieldsProps {
  values: Record<string, unknown>;
  change: (name: string, value: unknown) => void;
  faultOf: (name: string) => string | null;
}

/** What ties a text control to its value. */
export const wire = ({ values, change, faultOf }: FieldsProps, name: string) => ({
  name,
  value: String(values[name] ?? ""),
  error: faultOf(name),
  onChange: (event: { target: { value: string } }) => change(name, event.target.value),
});

interface ChoiceProps extends FieldsProps {
  name: string;
  label: string;
  words: Readonly<Record<string, string>>;
}

export function Choice({ name, label, words, ...fields }: ChoiceProps) {
  return (
    <SelectField label={label} {...wire(fields, name)}>
      <option value="">Choose one</option>
      {Object.entries(words).map(([value, word]) => (
        <option key={value} value={value}>{word}</option>
      ))}
    </SelectField>
  );
}

/** Several ticks of one question. */
export function Ticks({ name, label, words, ...fields }: ChoiceProps) {
  const chosen = Array.isArray(fields.values[name]) ? (fields.values[name] as string[]) : [];
  const error = fields.faultOf(name);
  return (
    <fieldset aria-describedby={error ? `${name}-error` : undefined}>
      <legend className="mb-1 text-table font-strong">{label}</legend>
      <div className="flex flex-col gap-2">
        {Object.entries(words).map(([value, word]) => (
          <TickField
            key={value}
            label={word}
            checked={chosen.includes(value)}
            onChange={(event) => fields.change(name, event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))}
          />
        ))}
      </div>
      <FieldError id={`${name}-error`} error={error} />
    </fieldset>
  );
}

export function StepFields({ step, application, ...fields }: FieldsProps & { step: Step; application: ApplicationView }) {
  const { identification } = application;
  switch (step) {
    case "business":
      return (
        <>
          <TextField label="Legal name" {...wire(fields, "name")} />
          <Choice name="entityType" label="Kind of company" words={entityWords} {...fields} />
          <TextField label="Doing business as" optional {...wire(fields, "doingBusinessAs")} />
          <div className="grid gap-4 sm:grid-cols-2">
            <Choice name="idType" label="Identified by" words={businessIdWords} {...fields} />
            <TextField label="Country of that number" hint="Two letters, like US." maxLength={2} {...wire(fields, "idCountry")} />
          </div>
          <TextField
            label="Identification number"
            hint={identification ? `Jiko has one that ends in ${identification.ending}. Leave this empty to keep it.` : "It is shown here again only by its last four characters."}
            {...wire(fields, "idNumber")}
          />
          <TextField label="Website" optional {...wire(fields, "website")} />
          <TextField label="Founded on" type="date" {...wire(fields, "formationDate")} />
        </>
      );
    case "address":
      return <AddressFields {...fields} />;
    case "contact":
      return (
        <>
          <div className="grid gap-4 sm:grid-cols-3">
            <TextField label="First name" {...wire(fields, "firstName")} />
            <TextField label="Middle name" optional {...wire(fields, "middleName")} />
            <TextField label="Last name" {...wire(fields, "lastName")} />
          </div>
          <TextField label="Telephone" type="tel" {...wire(fields, "phone")} />
          <TextField label="E-mail" type="email" {...wire(fields, "email")} />
        </>
      );
    case "risk":
      return (
        <>
          <TextAreaField label="What the company does" {...wire(fields, "mission")} />
          <Ticks name="categories" label="Works in one of these fields" words={categoryWords} {...fields} />
          <Choice name="enforcement" label="Are there enforcement actions against it?" words={{ no: "No", yes: "Yes" }} {...fields} />
          <TextField label="Primary regulator" optional {...wire(fields, "regulator")} />
          <Choice name="location" label="Where it works" words={locationWords} {...fields} />
          <Choice name="sourceOfFunds" label="Where the money comes from" words={fundsWords} {...fields} />
          <Choice name="usage" label="What the account is for" words={usageWords} {...fields} />
          <Choice name="revenue" label="Yearly revenue" words={revenueWords} {...fields} />
          <Choice name="transactions" label="Transactions a month" words={transactionWords} {...fields} />
          <Choice name="firstDeposit" label="Deposit of the first month" words={depositWords} {...fields} />
        </>
      );
    case "industry":
      return (
        <>
          <Choice name="industry" label="Industry" words={industryWords} {...fields} />
          {fields.values.industry === "OTHER" ? <TextField label="Name of the industry" {...wire(fields, "otherIndustry")} /> : null}
        </>
      );
    case "agreement":
      return <Consent {...fields} application={application} />;
  }
}

function Consent({ application, ...fields }: FieldsProps & { application: ApplicationView }) {
  const agreements = useQuery(agreementsQuery());
  const before = application.agreement_consent;
  if (agreements.error) return <ErrorPanel error={agreements.error} what="the agreements" retry={() => void agreements.refetch()} />;
  if (!agreements.data) return <p className="text-ink-muted">Loading the agreements…</p>;
  const { version, documents } = agreements.data;
  return (
    <>
      {before ? (
        <p className="text-ink-muted">
          Version {before.version} was agreed to on <DateText at={before.timestamp} />.
          {before.version === version ? null : ` Version ${version} is in force now.`}
        </p>
      ) : null}
      <p>These belong to version {version}. Their PDFs are under Company.</p>
      <ul className="list-disc pl-5">
        {documents.map(({ title, type }) => (
          <li key={`${type} ${title}`}>{title}</li>
        ))}
      </ul>
      <TickField
        label={`The company agrees to version ${version}.`}
        checked={fields.values.version === version}
        error={fields.faultOf("version")}
        onChange={(event) => fields.change("version", event.target.checked ? version : "")}
      />
    </>
  );
}
