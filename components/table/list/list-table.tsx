"use client";

import { useQuery } from "@tanstack/react-query";
import { Columns3 } from "lucide-react";
import { useCallback, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { ErrorPanel } from "@/components/ui/error-panel";
import { rowsSearch, totalsSearch } from "@/lib/lists/places";
import { mostScrolled, type ListRow } from "@/lib/lists/types";
import { blocksOf, rowCount, useBlocks, useReached } from "./blocks";
import type { CellOverrides } from "./cells";
import { ColumnsDialog } from "./columns-dialog";
import { DownloadMenu } from "./download-menu";
import { SourceLine, TotalsLine } from "./list-foot";
import { ListFilters, type IdChoices, type IdLines } from "./list-filters";
import { ListGrid } from "./list-grid";
import { blockQuery, totalsQuery } from "./queries";
import type { Span } from "./row-window";
import { SelectionBar } from "./selection-bar";
import { useColumns } from "./use-columns";
import { useListAddress, type ListPlace } from "./use-list-address";
import { useSelection } from "./use-selection";
import { ViewsMenu } from "./views-menu";

interface ListTableProps {
  place: ListPlace;
  overrides?: CellOverrides;
  idLines?: IdLines;
  choices?: IdChoices;
  /** What Enter and a click do with a row, instead of leading to its page. */
  onOpen?: (row: ListRow) => void;
  /** What can be done with the rows that are selected, besides what every list has. */
  act?: (rows: readonly ListRow[]) => ReactNode;
  /** Said instead of rows where nothing is filtered and there are none. */
  empty: { title: string; text: ReactNode };
}

/** A list of any length: filters, views, columns, rows, what they come to, and what can be done with those selected. */
export function ListTable(props: ListTableProps) {
  const { place } = props;
  const { list } = place;
  const address = useListAddress(place);
  const { columns, shown } = useColumns(place);
  const [choosing, setChoosing] = useState(false);
  const source = useQuery({ ...blockQuery(list, rowsSearch(list, place), 0), enabled: place.query !== null }).data?.source;
  return (
    <>
      {/* A new address is a new form: the back button must not leave what was typed before. */}
      <ListFilters
        key={JSON.stringify(place.typed)}
        place={place}
        address={address}
        filterable={source?.from !== "jiko"}
        idLines={props.idLines ?? none}
        choices={props.choices ?? none}
      >
        <ViewsMenu place={place} />
        <Button icon={<Columns3 aria-hidden className="size-4" />} onClick={() => setChoosing(true)}>
          Columns
        </Button>
        <DownloadMenu place={place} shown={shown} barred={source?.from === "jiko" || !place.query} />
      </ListFilters>
      {place.query ? <Rows {...props} address={address} columns={columns} /> : <p className="text-ink-muted">Correct the filters to see {list.nouns[1]}.</p>}
      {choosing ? (
        <ColumnsDialog
          list={list}
          shown={shown}
          onClose={() => setChoosing(false)}
          onDone={() => {
            setChoosing(false);
            if (place.columns) address.go(address.hrefWith({ columns: null }));
          }}
        />
      ) : null}
    </>
  );
}

const none = {};
type RowsProps = ListTableProps & { address: ReturnType<typeof useListAddress>; columns: ReturnType<typeof useColumns>["columns"] };

function Rows({ place, overrides = none, onOpen, act, empty, address, columns }: RowsProps) {
  const { list, typed, sort } = place;
  const search = rowsSearch(list, place);
  const filtered = totalsSearch(list, place);
  // As text: a movement that stays in its blocks changes nothing here.
  const [wanted, setWanted] = useState("0");
  const onSpan = useCallback((span: Span) => setWanted(blocksOf(span).join()), []);
  const { first, blocks, rowAt, failed } = useBlocks(list, search, wanted);
  const reached = useReached(search, blocks);
  const fromJiko = first.data?.source.from === "jiko";
  const totals = useQuery({ ...totalsQuery(list, filtered), enabled: first.data !== undefined && !fromJiko });
  const [selection, select] = useSelection(filtered);

  const count = reached ? rowCount(reached, totals.data?.count) : expected;
  const sortBy = (column: string) => {
    const descending = sort.column === column ? !sort.descending : descendsFirst(list, column);
    address.go(address.hrefWith({ sort: { column, descending } }));
  };
  const what = `the ${list.nouns[1]}`;
  return (
    <>
      {first.error ? (
        <div className="mb-3">
          <ErrorPanel error={first.error} what={first.data ? `the latest state of ${what}` : what} retry={() => void first.refetch()} retrying={first.isFetching} />
        </div>
      ) : null}
      {first.error && !first.data ? null : (
        <>
          <div className="panel overflow-hidden">
            {count > 0 ? (
              // One place for rows and for what stands in for them: whoever sorts by keyboard keeps the focus.
              <ListGrid
                {...{ list, columns, overrides, count, rowAt, search, sort, selection, onOpen }}
                counted={totals.data !== undefined || reached?.more === false}
                onSort={fromJiko ? null : sortBy}
                onSelect={select}
                onSpan={onSpan}
                busy={address.busy || first.data === undefined}
              />
            ) : Object.keys(typed).length > 0 ? (
              <Empty title={`No ${list.nouns[0]} fits these filters.`}>Widen the filters, or clear them.</Empty>
            ) : (
              <Empty title={empty.title}>{empty.text}</Empty>
            )}
          </div>
          <div className="mt-2 flex flex-col gap-1">
            {failed ? <p role="alert" className="text-failed">Some rows could not be read. Scroll to them again, or reload the page.</p> : null}
            {(totals.data?.count ?? 0) > mostScrolled ? <p>{cutSentence}</p> : null}
            {fromJiko ? null : <TotalsLine list={list} totals={totals.data} failed={totals.isError && !totals.data} />}
            <p className="text-small text-ink-muted">
              <SourceLine source={first.data?.source} />
            </p>
          </div>
          <SelectionBar list={list} columns={columns} selection={selection} onSelect={select} act={act} />
        </>
      )}
    </>
  );
}

const cutSentence = `The first ${mostScrolled.toLocaleString("en-US")} can be scrolled through. Filter or sort to see others; the totals and the export have all.`;

/** Rows whose place is kept before anything is known. */
const expected = 20;

/** Times and amounts are asked for from their large end first, words from their beginning. */
function descendsFirst({ columns }: ListPlace["list"], column: string): boolean {
  const kind = columns.find(({ id }) => id === column)?.kind;
  return kind === "money" || kind === "number" || kind === "instant" || kind === "day";
}
