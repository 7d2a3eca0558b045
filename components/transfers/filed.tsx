import { buttonLook } from "@/components/ui/button-look";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/status";

interface FiledProps {
  id: string;
  /** True right after filing; false where somebody comes back to a form whose transfer stands already. */
  now?: boolean;
}

/** The transfer of this form stands at Jiko: there is nothing left to fill or to send. */
export function Filed({ id, now }: FiledProps) {
  return (
    <>
      <PageHeader title="New transfer" crumbs={[{ href: "/transfers/new", label: "New transfer" }]} />
      <div className="flex max-w-2xl flex-col items-start gap-3">
        <Notice hue="done" title={now ? "Filed" : "Already filed"}>
          {now ? "It waits for approval now." : "This form was filed before. It cannot be filed a second time."}
        </Notice>
        <div className="flex flex-wrap gap-2">
          <Link ref={now ? (link) => link?.focus() : undefined} href={`/approvals/${id}`} className={buttonLook("primary")}>See the request</Link>
          <ButtonLink href="/transfers/new">File another</ButtonLink>
        </div>
      </div>
    </>
  );
}

/** The draft is no longer there and nothing was filed under its id. */
export function Gone({ message }: { message: string }) {
  return (
    <>
      <PageHeader title="New transfer" crumbs={[{ href: "/transfers/new", label: "New transfer" }]} />
      <div className="flex max-w-2xl flex-col items-start gap-3">
        <Notice hue="quiet" title="There is no such draft">{message}</Notice>
        <ButtonLink href="/transfers/new" tone="primary">Start a new transfer</ButtonLink>
      </div>
    </>
  );
}
