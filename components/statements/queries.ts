import { jikoQuery } from "@/components/api/jiko";
import type { QueryOf } from "@/lib/jiko/operation";
import type { statementsList } from "@/lib/jiko/statements";

export const statementsQuery = (query: QueryOf<typeof statementsList>) => jikoQuery<typeof statementsList>("/v1/statements", query);

/** The oldest statement of all: where the years begin. */
export const oldestInput = { limit: 1, order: "asc" } as const;
export const oldestQuery = () => statementsQuery(oldestInput);
