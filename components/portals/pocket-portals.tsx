"use client";

import { useQuery } from "@tanstack/react-query";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { QueryView } from "@/components/ui/query-view";
import type { PortalView } from "@/lib/jiko/portals";
import { portalsHref } from "./address";
import { OpenPortal } from "./open-portal";
import { PortalTable } from "./portal-table";
import { portalsQuery } from "./queries";

/** The portals of one pocket, on its page. */
export function PocketPortals({ pocketId }: { pocketId: string }) {
  const found = useQuery(portalsQuery(pocketId, null));
  const table = (rows?: readonly PortalView[]) => (
    <PortalTable
      caption="Portals of this pocket"
      rows={rows}
      withPocket={false}
      empty={<Empty title="This pocket has no portal.">Open one, so that others can pay into it.</Empty>}
    />
  );
  return (
    <div className="flex flex-col gap-3">
      <div>
        <OpenPortal pocketId={pocketId} />
      </div>
      <QueryView query={found} what="the portals" loading={table()}>
        {({ items, next_page }) => (
          <>
            {table(items)}
            {next_page ? (
              <Link href={portalsHref({ pocket: pocketId }, next_page)} className="link">
                More portals of this pocket
              </Link>
            ) : null}
          </>
        )}
      </QueryView>
    </div>
  );
}
