"use client";

import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { Button, ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { QueryView } from "@/components/ui/query-view";
import { Notice, Status } from "@/components/ui/status";
import { DownloadLink } from "@/components/ui/download-link";
import { portalKindWords } from "@/lib/forms/portal";
import type { PortalView as Portal } from "@/lib/jiko/portals";
import { fundingHref } from "./address";
import { ChainAddress, FundingSheet } from "./funding-sheet";
import { PortalActions } from "./portal-actions";
import { portalsQuery } from "./queries";

interface PortalViewProps {
  pocketId: string;
  portalId: string;
}

/** One portal: what a payer needs, as a sheet to copy, print and send on. Jiko reads portals as a list alone. */
export function PortalView({ pocketId, portalId }: PortalViewProps) {
  const query = useQuery(portalsQuery(pocketId, null));
  return (
    <QueryView query={query} what="this portal" loading={<PageSkeleton />}>
      {({ items }) => {
        const portal = items.find(({ id }) => id.toLowerCase() === portalId.toLowerCase());
        return portal ? <PortalPage portal={portal} portals={items} /> : <Missing />;
      }}
    </QueryView>
  );
}

const crumbs = [{ href: "/portals", label: "Portals" }];

function Missing() {
  return (
    <>
      <PageHeader title="Portal" crumbs={crumbs} />
      <div className="panel">
        <Empty title="There is no such portal." action={<ButtonLink href="/portals">See all portals</ButtonLink>}>
          The address is not right, or the portal belongs to another pocket.
        </Empty>
      </div>
    </>
  );
}

function PortalPage({ portal, portals }: { portal: Portal; portals: readonly Portal[] }) {
  const pocketName = usePocketNames();
  const pocket = pocketName(portal.pocket_id);
  const open = portal.status === "OPEN";
  const bank = portal.type === "BANK_ACCOUNT";
  return (
    <>
      <PageHeader
        crumbs={crumbs}
        title={portal.name}
        meta={
          <>
            <Status of="portal" value={portal.status} />
            <span>{portalKindWords[portal.type] ?? portal.type}</span>
            <Link href={`/pockets/${portal.pocket_id}?tab=portals`} className="link">
              {pocket}
            </Link>
          </>
        }
        action={
          open ? (
            <div className="no-print flex flex-wrap gap-2">
              <Button icon={<Printer aria-hidden className="size-4" />} onClick={() => window.print()}>
                Print
              </Button>
              {bank ? (
                <DownloadLink href={fundingHref(portal)} what={`the funding instructions of ${portal.name}`} tone="primary">
                  Download as PDF
                </DownloadLink>
              ) : null}
            </div>
          ) : null
        }
      />
      {open ? null : (
        <div className="mb-4">
          <Notice hue="quiet" title={portal.status === "CLOSED" ? "This portal is closed for good." : `Status: ${portal.status}`}>
            Nothing can be paid in through it, so there are no instructions to give. What came in through it stays in the transactions.
          </Notice>
        </div>
      )}
      {open && bank ? <FundingSheet portal={portal} pocket={pocket} /> : null}
      {open && !bank ? <ChainAddress portal={portal} pocket={pocket} /> : null}
      <div className="no-print mt-4 flex flex-wrap items-start gap-2">
        <ButtonLink href={`/transactions?portal=${portal.id}`}>Transactions through this portal</ButtonLink>
        <PortalActions portal={portal} portals={portals} />
      </div>
      <p className="no-print mt-4 text-small text-ink-muted">
        Portal id <MonoId value={portal.id} what="portal id" />
      </p>
    </>
  );
}
