import { Loading, Skeleton } from "@/components/ui/skeleton";

/** In place of a list that is loading. */
export function Waiting({ what }: { what: string }) {
  return (
    <Loading what={what} className="panel">
      {Array.from({ length: 6 }, (_, i) => (
        <div key={i} className="flex flex-col gap-1 border-b border-line px-4 py-2.5 last:border-0">
          <Skeleton width="24ch" />
          <Skeleton width="40ch" />
          <Skeleton width="30ch" />
        </div>
      ))}
    </Loading>
  );
}
