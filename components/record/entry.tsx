import { DefinitionList } from "@/components/ui/definition-list";
import { MonoId } from "@/components/ui/mono-id";
import type { RecordLine } from "@/lib/desk/record/list";

/** What an entry says, opening to everything that it holds. */
export function EntryDetails({ line }: { line: RecordLine }) {
  const { sentence, details, action, kind, outcome, subjectId, correlationId, contentHash, position } = line;
  return (
    <details className="min-w-0">
      <summary className="touch cursor-pointer py-1">{sentence}</summary>
      {details.length > 0 ? <DefinitionList className="mt-2 text-small wrap-anywhere" items={details} /> : null}
      <DefinitionList
        className="my-2 text-small wrap-anywhere"
        items={[
          ["Entry", String(position)],
          ["About", subjectId ? <MonoId key="about" value={subjectId} /> : null],
          ["Command", <MonoId key="command" value={correlationId} />],
          ["Action", [kind, action, outcome].filter(Boolean).join(", ")],
          ["Content hash", <span key="hash" className="font-mono text-[0.93em] wrap-anywhere">{contentHash}</span>],
        ]}
      />
    </details>
  );
}
