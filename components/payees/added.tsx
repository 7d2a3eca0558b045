import { ButtonLink } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Notice } from "@/components/ui/status";

const crumbs = [{ href: "/counterparties", label: "Payees" }];
const focusNow = (link: HTMLAnchorElement | null) => link?.focus();

/** The payee of this form stands at Jiko: there is nothing left to fill or to send. */
export function Added({ payeeId }: { payeeId: string | null }) {
  return (
    <>
      <PageHeader title="Add a payee" crumbs={crumbs} />
      <div className="flex max-w-2xl flex-col items-start gap-3">
        <Notice hue="done" title="Added">Jiko checks the account now. Transfers can be filed to it once it is verified.</Notice>
        <div className="flex flex-wrap gap-2">
          <Link ref={focusNow} href={payeeId ? `/counterparties/${payeeId}` : "/counterparties"} className={buttonLook("primary")}>
            See the payee
          </Link>
          <ButtonLink href="/counterparties/new">Add another</ButtonLink>
        </div>
      </div>
    </>
  );
}

/** The draft is no longer there. */
export function Gone({ message }: { message: string }) {
  return (
    <>
      <PageHeader title="Add a payee" crumbs={crumbs} />
      <div className="flex max-w-2xl flex-col items-start gap-3">
        <Notice hue="quiet" title="There is no such draft">{message}</Notice>
        <div className="flex flex-wrap gap-2">
          <ButtonLink href="/counterparties" tone="primary">See the payees</ButtonLink>
          <ButtonLink href="/counterparties/new">Add a payee</ButtonLink>
        </div>
      </div>
    </>
  );
}
