import { Ban, CircleCheck, Hourglass, type LucideIcon } from "lucide-react";
import { DateText } from "@/components/ui/date-text";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { Badge, type Hue } from "@/components/ui/status";
import type { VersionLine } from "@/lib/desk/policy/types";
import { versionTitle } from "./difference";

const states: Record<VersionLine["state"], readonly [word: string, hue: Hue, icon: LucideIcon]> = {
  built_in: ["Built in, unsigned", "quiet", CircleCheck],
  proposed: ["Proposed", "waiting", Hourglass],
  in_force: ["In force", "done", CircleCheck],
  replaced: ["Replaced", "quiet", Ban],
  withdrawn: ["Withdrawn", "quiet", Ban],
};

export function VersionState({ state }: Pick<VersionLine, "state">) {
  const [word, hue, icon] = states[state];
  return <Badge hue={hue} icon={icon}>{word}</Badge>;
}

/** Who made a version what it is, and when. */
export function VersionStory({ version: { proposedBy, proposedAt, signedBy, signedAt, endedAt, state } }: { version: VersionLine }) {
  if (proposedBy === null) return <>Part of the desk itself: nobody proposed or signed it.</>;
  return (
    <>
      Proposed by {proposedBy}, <DateText at={proposedAt} />
      {signedBy ? <>; signed by {signedBy}, <DateText at={signedAt} /></> : null}
      {endedAt ? <>; {state === "withdrawn" ? "withdrawn" : "replaced"} <DateText at={endedAt} /></> : null}.
    </>
  );
}

/** Every version there ever was. */
export function History({ versions }: { versions: readonly VersionLine[] }) {
  return (
    <Panel flush title="Versions">
      <ul className="divide-y divide-line">
        {versions.map((one) => (
          <li key={one.number} className="relative px-4 py-2 hover:bg-sunken">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link href={`/policy/versions/${one.number}`} prefetch={false} className="font-strong after:absolute after:inset-0 hover:underline">
                {one.state === "built_in" ? "Version 1" : versionTitle(one)}
              </Link>
              <VersionState state={one.state} />
            </p>
            <p className="text-small text-ink-muted wrap-anywhere"><VersionStory version={one} /></p>
            {one.note ? <p className="wrap-anywhere">“{one.note}”</p> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
