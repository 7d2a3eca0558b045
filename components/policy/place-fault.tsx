import { FieldError } from "@/components/ui/field";

/** What is wrong with a place that is no field: the form's focus goes here. */
export function PlaceFault({ id, error }: { id: string; error: string | null | undefined }) {
  if (!error) return null;
  return (
    <div data-invalid tabIndex={-1}>
      <FieldError id={id} error={error} />
    </div>
  );
}
