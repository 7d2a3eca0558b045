"use client";

import type { ReactNode } from "react";
import { ErrorPanel } from "./error-panel";

/** What is needed of a TanStack query in order to show it. */
export interface QueryLike<Data> {
  data: Data | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

interface QueryViewProps<Data> {
  query: QueryLike<Data>;
  /** "the pockets": said when it could not be read. */
  what: string;
  loading: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Loading, error or data. Data that could not be refreshed stays on screen, with the error above it. */
export function QueryView<Data>({ query, what, loading, children }: QueryViewProps<Data>) {
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    return query.error ? <ErrorPanel error={query.error} what={what} retry={retry} retrying={query.isFetching} /> : loading;
  }
  return (
    <>
      {query.error ? (
        <div className="mb-3">
          <ErrorPanel error={query.error} what={`the latest state of ${what}`} retry={retry} retrying={query.isFetching} />
        </div>
      ) : null}
      {children(query.data)}
    </>
  );
}
