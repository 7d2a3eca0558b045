import "server-only";
import type { SnapshotPocket } from "@/lib/approvals/snapshot";
import { counterpartyIdOf, destinationPocketIdOf } from "@/lib/approvals/snapshot";
import { AppError } from "@/lib/errors";
import { counterpartiesGet, type Counterparty } from "@/lib/jiko/counterparties";
import type { AnswerOf, AnyOperation, InputOf } from "@/lib/jiko/operation";
import { pocketsGet, type Pocket } from "@/lib/jiko/pockets";
import { transferRequestsGet, type TransferRequest } from "@/lib/jiko/transfer-requests";

/** How something is read: for a person's screen through `readWhole`, for a command through its client. */
export type Reader = <Op extends AnyOperation>(op: Op, input: InputOf<Op>) => Promise<AnswerOf<Op>>;

/** Null for what is not there or must not be seen. Any other failure passes: what could not be read must not look like what is gone. */
export async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "forbidden")) return null;
    throw error;
  }
}

/** Null for what is certainly not there. A refusal proves nothing, so it passes. */
export async function orAbsent<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

export const readPocket = (read: Reader, pocket_id: string): Promise<Pocket | null> => orNull(read(pocketsGet, { params: { pocket_id } }));
export const readPayee = (read: Reader, counterparty_id: string): Promise<Counterparty | null> =>
  orNull(read(counterpartiesGet, { params: { counterparty_id } }));

export const snapshotPocket = (pocket: Pocket | null): SnapshotPocket | null =>
  pocket && {
    id: pocket.id,
    name: pocket.pocket_name,
    balance: pocket.portfolio?.total_value ?? null,
    pricedAt: pocket.portfolio?.pricing_timestamp ?? null,
  };

export interface RequestSources {
  request: TransferRequest;
  payee: Counterparty | null;
  originPocket: Pocket | null;
  destinationPocket: Pocket | null;
}

/** A decision goes out under the id that was asked for, so what is shown must be what stands under it, and nothing else. */
function sameId<T extends { id: string } | null>(asked: string, found: T): T {
  if (found && found.id.toLowerCase() !== asked.toLowerCase()) {
    throw new AppError("upstream_contract", { message: "Jiko answered with something other than what was asked for. Nothing was decided." });
  }
  return found;
}

/** A request with everything that its subject is built from: the request first, then the rest at once. Throws `not_found`. */
export async function readRequest(read: Reader, transferId: string): Promise<RequestSources> {
  const request = sameId(transferId, await read(transferRequestsGet, { params: { transfer_id: transferId } }));
  const payeeId = counterpartyIdOf(request);
  const destinationId = destinationPocketIdOf(request);
  const [payee, originPocket, destinationPocket] = await Promise.all([
    payeeId ? readPayee(read, payeeId) : null,
    readPocket(read, request.transfer.origin_pocket_id),
    destinationId ? readPocket(read, destinationId) : null,
  ]);
  return {
    request,
    payee: payeeId ? sameId(payeeId, payee) : null,
    originPocket: sameId(request.transfer.origin_pocket_id, originPocket),
    destinationPocket: destinationId ? sameId(destinationId, destinationPocket) : null,
  };
}
