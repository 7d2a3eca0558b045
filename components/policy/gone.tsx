import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/status";

/** The draft is no longer there. */
export function Gone({ message }: { message: string }) {
  return (
    <>
      <PageHeader title="Propose a policy" crumbs={[{ href: "/policy", label: "Policy" }]} />
      <div className="flex max-w-2xl flex-col items-start gap-3">
        <Notice hue="quiet" title="There is no such draft">{message}</Notice>
        <ButtonLink href="/policy" tone="primary">See the policy</ButtonLink>
      </div>
    </>
  );
}
