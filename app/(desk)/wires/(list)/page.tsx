import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { pocketsInput } from "@/components/api/reads";
import { readWiresAddress } from "@/components/wires/address";
import { WireList } from "@/components/wires/wire-list";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { wiresList } from "@/lib/jiko/wires";

export const metadata: Metadata = { title: "Wires" };

export default async function WiresPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readWiresAddress(await searchParams);
  const state = await prefetchReads(session, [
    [wiresList, { query: address.query }],
    [pocketsList, { query: pocketsInput }],
  ]);
  return (
    <HydrationBoundary state={state}>
      <WireList {...address} />
    </HydrationBoundary>
  );
}
