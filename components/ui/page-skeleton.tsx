import { PageHeader } from "./page-header";
import { Loading, Skeleton } from "./skeleton";

/** A page of one list while the server makes it. */
export function PageSkeleton({ title }: { title?: string }) {
  return (
    <Loading what={title ?? "the page"}>
      <PageHeader title={title ?? <Skeleton width="10rem" />} />
      <div className="panel divide-y divide-line">
        {Array.from({ length: 9 }, (_, i) => (
          <div key={i} className="flex h-9 items-center justify-between gap-8 px-4">
            <Skeleton width="24%" />
            <Skeleton width="16%" />
            <Skeleton width="12%" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
