import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { MonoId } from "@/components/ui/mono-id";
import { Panel } from "@/components/ui/panel";
import type { Assurance } from "@/lib/approvals/policy/types";
import type { ApprovalView } from "@/lib/approvals/types";

const ways: Record<Assurance, string> = {
  passkey: "with a passkey",
  "fresh-sign-in": "after a fresh sign-in at Jiko",
  session: "while signed in",
};

/** What is signed, by its hashes, and what was signed here so far: what a third party checks it by. */
export function Evidence({ view }: { view: ApprovalView }) {
  const { policy, signOffs, status } = view.snapshot.context;
  // Afterwards nobody signs what stands here now: what each has signed stands with their name.
  const waits = status === "PENDING_APPROVAL";
  const restedOn = new Map(view.restedOn.map((one) => [one.memberId, one]));
  const subject = <MonoId key="s" value={view.subjectHash} what="hash of the subject" />;
  return (
    <Panel title="Evidence">
      {waits || signOffs.length > 0 ? null : <p className="mb-2">Nothing was signed here for this request as it stands now.</p>}
      <DefinitionList
        items={[
          ["What is signed", waits ? subject : null],
          ["What was signed", waits || signOffs.length === 0 ? null : subject],
          ["What it rests on", waits ? <MonoId key="c" value={view.contextHash} what="hash of the context" /> : null],
          ["Policy", waits ? <PolicyName key="p" {...policy} /> : null],
          ...signOffs.map((one): [string, React.ReactNode] => {
            return [one.name, <Signed key={one.memberId} {...one} restedOn={restedOn.get(one.memberId)} />];
          }),
        ]}
      />
      <p className="mt-2 text-small text-ink-muted">
        Every decision stands in the audit record with these hashes. An administrator can write out a bundle that anybody checks without
        this desk.
      </p>
    </Panel>
  );
}

const PolicyName = ({ version, digest }: ApprovalView["snapshot"]["context"]["policy"]) =>
  digest ? <span>version {version}, <MonoId value={digest} what="hash of the policy" /></span> : "built in, unsigned";

const policyName = (version: string): string => (/^\d+$/.test(version) ? `policy ${version}` : "the policy that is built in");

type SignOff = ApprovalView["snapshot"]["context"]["signOffs"][number];

function Signed({ name, at, assurance, how, restedOn }: SignOff & { restedOn: ApprovalView["restedOn"][number] | undefined }) {
  return (
    <span>
      signed <DateText at={at} />, {ways[assurance]}, {how === "held" ? "held here" : "sent to Jiko"}
      {restedOn ? (
        <>
          , by {policyName(restedOn.policyVersion)}; it rested on{" "}
          <MonoId value={restedOn.contextHash} what={`hash of what ${name} signed on`} />
        </>
      ) : null}
    </span>
  );
}
