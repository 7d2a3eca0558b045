import { TextField } from "@/components/ui/field";
import { wire, type FieldsProps } from "./step-fields";

/** A postal address, of the company or of a person. */
export function AddressFields(fields: FieldsProps) {
  return (
    <>
      <TextField label="Street" {...wire(fields, "street")} />
      <TextField label="Suite, floor, box" optional {...wire(fields, "street2")} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="City" {...wire(fields, "city")} />
        <TextField label="State" hint="Needed in the US: two letters, like OH." {...wire(fields, "state")} />
        <TextField label="Postal code" {...wire(fields, "postalCode")} />
        <TextField label="Country" hint="Two letters, like US." maxLength={2} {...wire(fields, "country")} />
      </div>
    </>
  );
}
