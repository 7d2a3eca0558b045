"use client";

import { useQuery } from "@tanstack/react-query";
import { DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Notice, Status } from "@/components/ui/status";
import type { customerGet } from "@/lib/jiko/customer";
import type { ViewOf } from "@/lib/jiko/operation";
import { customerQuery } from "./queries";

type Customer = ViewOf<typeof customerGet>;

const numberNames: Record<string, string> = {
  EIN: "Employer identification number (EIN)",
  TIN: "Taxpayer identification number (TIN)",
  NON_US_BUSINESS_ID: "Business id outside the US",
};

const accountNotes: Record<string, string> = {
  PENDING: "Jiko has not opened the account yet.",
  FROZEN: "Jiko has frozen the account. Ask Jiko what this means for your pockets and payments.",
  CLOSED: "Jiko has closed the account.",
};

/** Who the customer is at Jiko: a business, or a person. */
export function Profile() {
  const customer = useQuery(customerQuery());
  return (
    <Panel title="Profile" aside={<span className="text-small text-ink-muted">As Jiko has it. Jiko publishes no way to change it here; ask Jiko.</span>}>
      <QueryView query={customer} what="the profile" loading={<ProfileLoading />}>
        {(found) => <Details customer={found} />}
      </QueryView>
    </Panel>
  );
}

function Details({ customer }: { customer: Customer }) {
  const { type, name, address, email, phone_number, account_status, identification } = customer;
  const business = type === "BUSINESS";
  const note = accountNotes[account_status];
  const lines = [
    address.street_address,
    address.street_address2,
    [address.city, address.state, address.postal_code].filter(Boolean).join(" "),
    address.country,
  ].filter(Boolean);
  return (
    <div className="flex flex-col gap-3">
      {note ? <Notice hue={account_status === "PENDING" ? "waiting" : "failed"}>{note}</Notice> : null}
      <DefinitionList
        items={[
          ["Name", name],
          ["Kind", business ? "Business" : "Individual"],
          ["Account at Jiko", <Status key="account" of="account" value={account_status} />],
          [
            "Address",
            <address key="address" className="not-italic">
              {lines.map((line, i) => (
                <span key={i} className="block wrap-anywhere">
                  {line}
                </span>
              ))}
            </address>,
          ],
          ["E-mail", <span key="email" className="wrap-anywhere">{email}</span>],
          ["Phone", phone_number],
          identification
            ? [
                numberNames[identification.type] ?? identification.type,
                <span key="number" className="tabular-nums">
                  {identification.number}
                  {identification.issuing_country ? ` (${identification.issuing_country})` : ""}
                </span>,
              ]
            : ["Date of birth", "Held at Jiko, not shown here"],
        ]}
      />
    </div>
  );
}

function ProfileLoading() {
  return (
    <Loading what="the profile" className="flex flex-col gap-1.5">
      {[22, 12, 10, 26, 20, 14, 16].map((width) => (
        <p key={width}>
          <Skeleton width={`${width}ch`} />
        </p>
      ))}
    </Loading>
  );
}
