import { CellText } from "@/components/table/list/cells";
import { Dialog } from "@/components/ui/dialog";
import { DefinitionList } from "@/components/ui/definition-list";
import { Link } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { audit } from "@/lib/lists/definitions/audit";
import type { ListRow } from "@/lib/lists/types";

const ids = new Set(["subject", "member", "command", "hash"]);
const asSent = (id: string) => id;

/** Everything that an entry of the record holds. */
export function EntryDialog({ row, onClose }: { row: ListRow; onClose: () => void }) {
  const { cells, href } = row;
  return (
    <Dialog open title={`Entry ${cells.position}`} onClose={onClose}>
      <DefinitionList
        className="wrap-anywhere"
        items={audit.columns.map((column) => {
          const value = cells[column.id] ?? null;
          if (value === null) return [column.header, null];
          const text = ids.has(column.id) ? <MonoId value={String(value)} /> : <CellText column={column} value={value} pocketName={asSent} />;
          return [column.header, <span key={column.id}>{text}</span>];
        })}
      />
      {href ? (
        <Link href={href} className="link touch mt-3 inline-flex items-center">
          Open what it is about
        </Link>
      ) : null}
    </Dialog>
  );
}
