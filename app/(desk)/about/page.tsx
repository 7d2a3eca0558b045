import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { About } from "@/components/about/about";
import { pageSession } from "@/lib/auth/current";
import { scopes } from "@/lib/auth/scopes";
import { channels } from "@/lib/desk/messages/channels";
import { deploymentKind, env } from "@/lib/env";
import { contract } from "@/lib/jiko/contract";
import type { AnyOperation } from "@/lib/jiko/operation";
import { version } from "@/package.json";

export const metadata: Metadata = { title: "About" };

export default async function AboutPage() {
  const session = await pageSession();
  const { name, role, roleReason, customerName, createdAt, expiresAt } = session;
  return (
    <PageState>
      <About
        version={version}
        environment={deploymentKind()}
        apiHost={new URL(env().JIKO_API_URL).host}
        messages={channels()}
        issuerHost={new URL(env().JIKO_ISSUER_URL).host}
        session={{ name, role, roleReason, customerName, since: createdAt.toISOString(), until: expiresAt.toISOString() }}
        scopes={scopes.map((scope) => ({ scope, granted: session.scopes.includes(scope) }))}
        operations={(contract as readonly AnyOperation[]).map(({ id, method, path, scope, provenance }) => ({ id, method, path, scope, provenance }))}
      />
    </PageState>
  );
}
