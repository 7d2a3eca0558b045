import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { MonoId } from "@/components/ui/mono-id";
import { Panel } from "@/components/ui/panel";
import type { Assurance } from "@/lib/approvals/policy/types";
import type { ApprovalView } from "@/lib/approvals/types";

const how: Record<Assurance, string> = { passkey: "with a passkey", "fresh-sign-in": "after a fresh sign-in at Jiko", session: "while signed in" };

/** What is signed, by its hashes, and what was signed here so far: what a third party checks it by. */
export function Evidence({ view: { snapshot, subjectHash, contextHash } }: { view: ApprovalView }) {
  const { policy, signOffs } = snapshot.context;
  return (
    <Panel title="Evidence">
      <DefinitionList
        items={[
          ["What is signed", <MonoId key="s" value={subjectHash} what="hash of the subject" />],
          ["What it rests on", <MonoId key="c" value={contextHash} what="hash of the context" />],
          ["Policy", policy.digest ? <span key="p">version {policy.version}, <MonoId value={policy.digest} what="hash of the policy" /></span> : "built in, unsigned"],
          ...signOffs.map((one): [string, React.ReactNode] => [
            one.name,
            <span key={one.memberId}>
              signed <DateText at={one.at} />, {how[one.assurance]}, {one.how === "held" ? "held here" : "sent to Jiko"}
            </span>,
          ]),
        ]}
      />
      <p className="mt-2 text-small text-ink-muted">
        Every decision stands in the audit record with these hashes. An administrator can write out a bundle that anybody checks without this desk.
      </p>
    </Panel>
  );
}
