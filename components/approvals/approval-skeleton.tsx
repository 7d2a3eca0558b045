import { PageHeader } from "@/components/ui/page-header";
import { Loading, Skeleton } from "@/components/ui/skeleton";

const Box = ({ lines }: { lines: number }) => (
  <div className="panel flex flex-col gap-2 px-4 py-3">
    {Array.from({ length: lines }, (_, i) => (
      <Skeleton key={i} width={i === 0 ? "30%" : `${70 - i * 7}%`} />
    ))}
  </div>
);

/** The page of a request while it is read: the same columns, so that nothing jumps. */
export function ApprovalSkeleton() {
  return (
    <Loading what="the request">
      <PageHeader title={<Skeleton width="16rem" />} crumbs={[{ href: "/approvals", label: "Approvals" }]} meta={<Skeleton width="12ch" />} />
      <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_18rem] md:items-start">
        <div className="flex flex-col gap-4">
          <Box lines={3} />
          <Box lines={6} />
          <Box lines={4} />
        </div>
        <div className="flex flex-col gap-4">
          <Box lines={4} />
          <Box lines={2} />
        </div>
      </div>
    </Loading>
  );
}
