"use client";

import { Button } from "@/components/ui/button";
import { RadioField, SelectField, TextField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { networks, payeeKinds, type PayeeField, type PayeeKind, type PayeeValues } from "@/lib/forms/payee";
import { AddressFields, type Country } from "./address-fields";
import { kinds } from "./words";

interface FormProps {
  values: PayeeValues;
  change: (part: Partial<PayeeValues>) => void;
  /** What the server found wrong, by field; a field's sentence goes when the field is changed. */
  faults: Readonly<Partial<Record<PayeeField, string>>>;
  countries: readonly Country[];
  onReview: () => void;
  reviewing: boolean;
}

/** The form of a payee: what is asked for follows from the kind. The server checks it when it is reviewed. */
export function PayeeForm({ values, change, faults, countries, onReview, reviewing }: FormProps) {
  const { kind } = values;
  const wire = (name: PayeeField) => ({
    name,
    value: values[name],
    error: faults[name] ?? null,
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  const number = (name: PayeeField) => ({ ...wire(name), spellCheck: false, autoCapitalize: "off" });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onReview();
  };

  return (
    <form onSubmit={submit} noValidate className="flex max-w-2xl min-w-0 flex-col gap-4">
      <Panel title="Who is paid">
        <div className="flex flex-col gap-4">
          <SelectField
            label="Kind"
            name="kind"
            hint={kinds[kind].hint}
            value={kind}
            onChange={(event) => change({ kind: event.target.value as PayeeKind })}
          >
            {payeeKinds.map((one) => (
              <option key={one} value={one}>{kinds[one].label}</option>
            ))}
          </SelectField>
          <RadioField
            label="Name of"
            name="nameType"
            value={values.nameType}
            onChange={(nameType) => change({ nameType })}
            choices={[
              { value: "business", label: "A business" },
              { value: "individual", label: "A person" },
            ]}
          />
          {values.nameType === "business" ? (
            <TextField label="Legal name" hint="As the bank knows the owner of the account." {...wire("businessName")} />
          ) : (
            <div className="grid gap-4 sm:grid-cols-3">
              <TextField label="First name" {...wire("firstName")} />
              <TextField label="Middle name" optional {...wire("middleName")} />
              <TextField label="Last name" {...wire("lastName")} />
            </div>
          )}
        </div>
      </Panel>
      <Panel title="Account">
        <div className="flex flex-col gap-4">
          {kind === "wire" || kind === "ach" ? (
            <TextField label="Routing number" hint="The bank’s ABA number, nine digits." inputMode="numeric" {...number("routingNumber")} />
          ) : null}
          {kind === "international_wire" ? (
            <>
              <TextField label="BIC" hint="8 or 11 letters and digits, also called SWIFT code." {...number("bic")} />
              <RadioField
                label="Account is given as"
                name="identifierType"
                value={values.identifierType}
                onChange={(identifierType) => change({ identifierType })}
                choices={[
                  { value: "IBAN", label: "IBAN" },
                  { value: "ACCOUNT_NUMBER", label: "Account number", hint: "For countries without IBANs." },
                ]}
              />
            </>
          ) : null}
          {kind === "crypto_wallet" ? (
            <SelectField
              label="Network"
              hint="Which networks Jiko pays on is not published; it refuses what it does not take."
              {...wire("network")}
            >
              {networks.map(({ value, label }) => (
                <option key={value} value={value}>{label}</option>
              ))}
            </SelectField>
          ) : null}
          <TextField
            label={kind === "international_wire" && values.identifierType === "IBAN" ? "IBAN" : kinds[kind].account}
            hint={kind === "on_us" ? "12 digits; ask the payee for it." : "Spaces do not matter."}
            {...number("account")}
          />
          {kind === "ach" ? (
            <RadioField
              label="Kind of account"
              name="accountType"
              value={values.accountType}
              onChange={(accountType) => change({ accountType })}
              choices={[
                { value: "CHECKING", label: "Checking" },
                { value: "SAVINGS", label: "Savings" },
              ]}
            />
          ) : null}
        </div>
      </Panel>
      {kind === "wire" || kind === "international_wire" ? (
        <Panel title="Address of the payee">
          <AddressFields of="own" wire={wire} countries={countries} country={values.country} stateRequired={kind === "wire"} />
        </Panel>
      ) : null}
      {kind === "international_wire" ? (
        <Panel title="Bank">
          <div className="flex flex-col gap-4">
            <TextField label="Name of the bank" {...wire("bankName")} />
            <AddressFields of="bank" wire={wire} countries={countries} country={values.bankCountry} stateRequired={false} />
          </div>
        </Panel>
      ) : null}
      {kind === "wire" || kind === "international_wire" ? (
        <Panel title="For the bank">
          <TextField label="Wire instructions" optional hint="Sent with every wire, such as “For further credit to account 4455”." {...wire("instructions")} />
        </Panel>
      ) : null}
      <div>
        <Button type="submit" tone="primary" busy={reviewing} busyLabel="Checking…">Review</Button>
      </div>
    </form>
  );
}
