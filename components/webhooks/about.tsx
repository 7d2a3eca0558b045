import { Link } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";

/** Where the things lie that an event speaks of, by the name of their id in it; CUSIPs and the like have no page. */
const pages: Record<string, readonly [label: string, href: (id: string) => string]> = {
  wire_id: ["Wire", (id) => `/wires/${id}`],
  on_us_id: ["Transfer", (id) => `/approvals/${id}`],
  transaction_activity_id: ["Transaction", (id) => `/transactions/${id}`],
  trade_id: ["Trade", (id) => `/trades/${id}`],
  pocket_id: ["Pocket", (id) => `/pockets/${id}`],
  origin_pocket_id: ["From", (id) => `/pockets/${id}`],
  destination_pocket_id: ["To", (id) => `/pockets/${id}`],
  receiving_pocket_id: ["To", (id) => `/pockets/${id}`],
};

/** What an event is about. The transfer behind a payment to this company is somebody else's: there is no page of it here. */
export function About({ type, about, pocketName }: { type: string; about: Record<string, string>; pocketName: (id: string) => string }) {
  const received = type === "transfers.on-us.received";
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {Object.entries(about).map(([name, id]) => {
        const page = received && name === "on_us_id" ? undefined : pages[name];
        if (!page) return name === "cusip" ? <MonoId key={name} value={id} /> : null;
        const [label, href] = page;
        return (
          <Link key={name} href={href(id)} prefetch={false} className="link touch inline-flex items-center">
            {name.endsWith("pocket_id") ? `${label === "Pocket" ? "" : `${label} `}${pocketName(id)}` : label}
          </Link>
        );
      })}
    </span>
  );
}
