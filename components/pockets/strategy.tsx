"use client";

import { useQuery } from "@tanstack/react-query";
import { strategiesQuery } from "@/components/api/reads";
import { Yield } from "@/components/ui/money";

/** A strategy by its name, with what Jiko says it yields; its id where the name is not known. */
export function Strategy({ id, yields }: { id: string | null; yields?: boolean }) {
  const { data } = useQuery(strategiesQuery());
  if (id === null) return <>None</>;
  const found = data?.items.find((one) => one.id === id);
  return (
    <span>
      {found?.description ?? id}
      {yields && found ? (
        <span className="block text-small text-ink-muted">
          <Yield fraction={found.yield_to_maturity} /> · <Yield fraction={found.discount_yield} kind="discount" />
        </span>
      ) : null}
    </span>
  );
}
