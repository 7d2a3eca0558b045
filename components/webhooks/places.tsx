import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import type { ReactNode } from "react";

const tabs = [
  { href: "/webhooks", label: "Subscriptions" },
  { href: "/webhooks/events", label: "Event log" },
  { href: "/webhooks/received", label: "Received here" },
] as const;

/** What the three lists have in common. */
export function WebhooksHeader({ here, meta, action }: { here: (typeof tabs)[number]["href"]; meta: ReactNode; action?: ReactNode }) {
  return (
    <>
      <PageHeader title="Webhooks" meta={meta} action={action} />
      <Tabs label="Webhooks" tabs={tabs.map((tab) => ({ ...tab, current: tab.href === here }))} />
    </>
  );
}
