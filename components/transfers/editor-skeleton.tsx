import { PageHeader } from "@/components/ui/page-header";
import { Loading, Skeleton } from "@/components/ui/skeleton";

const Box = ({ lines }: { lines: number }) => (
  <div className="panel flex flex-col gap-3 px-4 py-3">
    {Array.from({ length: lines }, (_, i) => (
      <Skeleton key={i} width={i % 2 ? "100%" : "20%"} className={i % 2 ? "h-8" : ""} />
    ))}
  </div>
);

/** The form while its draft is read: the same columns, so that nothing jumps. */
export function EditorSkeleton() {
  return (
    <Loading what="the draft">
      <PageHeader title="New transfer" crumbs={[{ href: "/transfers/new", label: "New transfer" }]} meta={<Skeleton width="12ch" />} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
        <div className="flex flex-col gap-4">
          <Box lines={4} />
          <Box lines={2} />
          <Box lines={4} />
        </div>
        <Box lines={4} />
      </div>
    </Loading>
  );
}
