import { SelectField, TextField } from "@/components/ui/field";
import type { PayeeField } from "@/lib/forms/payee";

/** An ISO 3166 code with its English name, as the server writes it: browsers differ in what they call countries. */
export interface Country {
  code: string;
  name: string;
}

type Wire = (field: PayeeField) => {
  name: string;
  value: string;
  error: string | null;
  onChange: (event: { target: { value: string } }) => void;
};

interface AddressFieldsProps {
  of: "own" | "bank";
  wire: Wire;
  countries: readonly Country[];
  /** The country that is chosen, and whether the wire needs a state wherever it is. */
  country: string;
  stateRequired: boolean;
}

const fields = {
  own: ["street", "street2", "city", "state", "postalCode", "country"],
  bank: ["bankStreet", "bankStreet2", "bankCity", "bankState", "bankPostalCode", "bankCountry"],
} as const;

/** A postal address. Which of its lines are needed depends on the country. */
export function AddressFields({ of, wire, countries, country, stateRequired }: AddressFieldsProps) {
  const [street, street2, city, state, postalCode, countryField] = fields[of];
  const inUs = country === "US";
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label="Street and number" className="sm:col-span-2" {...wire(street)} />
      <TextField label="Second line" optional className="sm:col-span-2" {...wire(street2)} />
      <TextField label="City" {...wire(city)} />
      <TextField label={inUs ? "ZIP code" : "Postal code"} {...wire(postalCode)} />
      <SelectField label="Country" {...wire(countryField)}>
        <option value="">Choose a country</option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>{name}</option>
        ))}
      </SelectField>
      <TextField label={inUs ? "State (two letters)" : "State or region"} optional={!inUs && !stateRequired} {...wire(state)} />
    </div>
  );
}
