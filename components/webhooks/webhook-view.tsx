"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { useMay } from "@/components/ui/desk";
import { Link } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Notice } from "@/components/ui/status";
import type { EndpointView } from "@/lib/desk/webhooks/endpoints";
import type { Subscription } from "@/lib/jiko/subscriptions";
import { WebhookActions } from "./actions";
import { eventsHref } from "./address";
import { Counts } from "./counts";
import { EditForm } from "./edit-form";
import { endpointsQuery, subscriptionQuery } from "./queries";
import { SecretPanel } from "./secret-panel";
import { SubscriptionStatus } from "./subscription-status";
import { nameOf } from "./words";

/** One webhook: where it goes, how it went, and everything that can be changed about it. */
export function WebhookView({ id }: { id: string }) {
  const subscription = useQuery(subscriptionQuery(id));
  const endpoints = useQuery(endpointsQuery());
  return (
    <QueryView query={subscription} what="this webhook" loading={<PageSkeleton />}>
      {(one) =>
        // Whether it is ours decides what can be done with it: nothing is offered before that is known.
        endpoints.data || endpoints.error ? <Shown subscription={one} endpoint={endpoints.data?.find(({ url }) => url === one.url) ?? null} /> : <PageSkeleton />
      }
    </QueryView>
  );
}

function Shown({ subscription, endpoint }: { subscription: Subscription; endpoint: EndpointView | null }) {
  const may = useMay("webhooks.manage");
  const ours = endpoint !== null;
  const [secret, setSecret] = useState<string | null>(null);
  // While something is typed, the form stays with what it was filled from.
  const [typedOver, setTypedOver] = useState<Subscription | null>(null);
  const [saved, setSaved] = useState(false);
  const shown = typedOver ?? subscription;
  return (
    <>
      <PageHeader
        title={nameOf(subscription)}
        crumbs={[{ href: "/webhooks", label: "Webhooks" }]}
        meta={<SubscriptionStatus value={subscription.status} />}
        action={<WebhookActions subscription={subscription} ours={ours} onSecret={setSecret} />}
      />
      <div className="flex flex-col gap-4">
        {secret ? <SecretPanel key={secret} id={secret} /> : null}
        {endpoint?.bothUntil ? (
          <Notice hue="info" title="The secret was rotated">
            The secret before is taken until <DateText at={endpoint.bothUntil} />.
          </Notice>
        ) : null}
        <Panel title="Where it goes">
          <DefinitionList
            items={[
              ["Receiver", ours ? "This desk" : "Another system"],
              ["Address", <MonoId key="address" value={subscription.url} what="address" />],
              ["Made", <DateText key="made" at={subscription.time_created} />],
              ["Changed", <DateText key="changed" at={subscription.updated_at} />],
              ["Deliveries", <Link key="log" className="link" href={eventsHref({ subscription: subscription.id })}>See them in the event log</Link>],
            ]}
          />
        </Panel>
        {endpoint ? <Counts of={endpoint} /> : null}
        {saved && !typedOver ? <Notice hue="done" title="Jiko has the changes" /> : null}
        {shown.updated_at === subscription.updated_at ? null : (
          <div className="flex flex-col items-start gap-2">
            <Notice hue="info" title="This webhook was changed since the form below was filled">What you type here would be refused.</Notice>
            <Button onClick={() => setTypedOver(null)}>Show it as it is now</Button>
          </div>
        )}
        <EditForm
          key={shown.updated_at}
          subscription={shown}
          ours={ours}
          may={may}
          onTouch={() => setTypedOver((before) => before ?? subscription)}
          onSaved={() => {
            setTypedOver(null);
            setSaved(true);
          }}
        />
      </div>
    </>
  );
}
