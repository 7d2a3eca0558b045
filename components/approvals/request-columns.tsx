import { Age, DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Status } from "@/components/ui/status";
import { columnsOf, type Column } from "@/components/table/column";
import { progress, type WaitingViews } from "@/lib/approvals/tabs";
import type { WaitingView } from "@/lib/approvals/types";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { cents } from "@/lib/treasury/money";

type Transfer = TransferRequest["transfer"];

/** The rail as far as a list knows it: whether a wire crosses a border stands with its payee. */
export function railWord(transfer: Transfer): string {
  if (transfer.type === "WIRE") return "Wire";
  if (transfer.type === "USDC") return "USDC";
  if (transfer.type !== "ON_US") return transfer.sent_type;
  if (transfer.details.type === "PEER_TO_PEER") return "JikoNet";
  if (transfer.details.type !== "INTERNAL_REALLOCATION") return "Unknown";
  return transfer.details.transfer_type === "SECURITY_TRANSFER" ? "Own, bills" : "Own pockets";
}

export function targetWord({ transfer }: TransferRequest, pocketName: (id: string) => string): string {
  const own = transfer.type === "ON_US" && transfer.details.type === "INTERNAL_REALLOCATION" ? transfer.details.destination_pocket_id : null;
  return own ? pocketName(own) : (transfer.counterparty_name ?? "A payee without a name");
}

/** Payee, amount, rail, pocket, age, sign-offs and who may still sign. `here`: how those that wait stand by our own policy. */
export function requestColumns(pocketName: (id: string) => string, ended: boolean, here: WaitingViews): readonly Column<TransferRequest>[] {
  return columnsOf<TransferRequest>([
    { id: "payee", header: "Payee", rowHeader: true, bare: true, cell: (one) => targetWord(one, pocketName) },
    {
      id: "amount",
      header: "Amount",
      align: "right",
      cell: ({ transfer: { amount } }) =>
        amount.type === "REQUESTED_AMOUNT" ? <Money cents={cents(amount.amount_usdc)} /> : amount.type === "FULL_WITHDRAWAL" ? "Everything" : "–",
    },
    { id: "rail", header: "Rail", cell: ({ transfer }) => <span className="whitespace-nowrap">{railWord(transfer)}</span> },
    { id: "pocket", header: "From", cell: ({ transfer }) => pocketName(transfer.origin_pocket_id) },
    {
      id: "filed",
      header: "Filed",
      cell: ({ created_at, created_by }) => (
        <span className="inline-flex flex-col max-sm:items-end">
          <DateText at={created_at} form="table" />
          <span className="text-small text-ink-muted">
            {ended ? null : <Age since={created_at} />} by {created_by.name}
          </span>
        </span>
      ),
    },
    {
      id: "signed",
      header: "Signed",
      cell: (one) => {
        const { approvals, required, approvedBy, rejectedBy } = progress(one);
        const own = here.get(one.id);
        const signers = [...new Set([...approvedBy, ...(own?.held ?? []).map(({ name }) => name)])];
        return (
          <span className="inline-flex flex-col max-sm:items-end">
            <span className="whitespace-nowrap tabular-nums">
              {own ? `${own.progress.signed} of ${own.atLeast ? "at least " : ""}${own.progress.wanted ?? "?"}` : `${approvals} of ${required}`}
            </span>
            {signers.length > 0 ? <span className="text-small text-ink-muted">{signers.join(", ")}</span> : null}
            {rejectedBy.length > 0 ? <span className="text-small text-ink-muted">rejected by {rejectedBy.join(", ")}</span> : null}
          </span>
        );
      },
    },
    ...(ended
      ? []
      : [
          {
            id: "still",
            header: "May still sign",
            cell: (one: TransferRequest) => <StillToSign one={one} here={here.get(one.id)} />,
          },
        ]),
    { id: "status", header: "Status", cell: ({ status }) => <Status of="transfer" value={status} /> },
  ]);
}

/** More names than this are told by their number. */
const mostNames = 3;

/** Who may still sign, and until when; an expired request is for whoever filed it to cancel. */
function StillToSign({ one, here }: { one: TransferRequest; here: WaitingView | undefined }) {
  if (!here) return progress(one).stillToSign?.join(", ") ?? "Any other approver";
  if (here.expired) return <span className="text-failed">Expired: {one.created_by.name} should cancel it</span>;
  const names = here.progress.mayStill.map(({ name }) => name);
  return (
    <span className="inline-flex flex-col max-sm:items-end">
      {names.length === 0 ? "Nobody" : names.length > mostNames ? `Any of ${names.length} approvers` : names.join(", ")}
      {here.expiresAt ? <span className="text-small text-ink-muted">until <DateText at={here.expiresAt} form="table" /></span> : null}
    </span>
  );
}
