import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { networkFault, portalKinds, portalNameFault } from "@/lib/forms/portal";
import type { InputOf } from "@/lib/jiko/operation";
import { pocketsGet } from "@/lib/jiko/pockets";
import { portalsCreate, portalsList, portalsUpdate, type Portal } from "@/lib/jiko/portals";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { command, Unclear, type Command } from "../command";
import { allPages } from "./all-pages";
import { orAbsent } from "../sources";

type Create = NonNullable<InputOf<typeof portalsCreate>["body"]>;
type Change = NonNullable<InputOf<typeof portalsUpdate>["body"]>;

export interface PortalResult {
  pocketId: string;
  portalId: string;
}

const anId = z.guid().toLowerCase();
const name = z.string().trim().max(1000);

const fault = (field: string, message: string | null): void => {
  if (message) throw new AppError("invalid_input", { fields: [{ field, message }] });
};

const readAll = (client: JikoClient, pocket_id: string): Promise<Portal[]> =>
  allPages((query) => client.call(portalsList, { params: { pocket_id }, query }, { for: "command" }));

const unknown = (what: string) =>
  `Jiko did not answer clearly. ${what}; we are checking and will show the result here. Nothing will be sent twice.`;

const opening = z.strictObject({ pocketId: anId, name, type: z.enum(portalKinds), network: z.string().trim().max(1000).default("") });

interface OpenIntent {
  pocketId: string;
  wanted: Create;
  known: string[];
}

/** Jiko knows no key against a second portal, so the ids that exist beforehand tell the new one from the others. */
export const openPortal = command<z.output<typeof opening>, OpenIntent, PortalResult>({
  name: "portal.open",
  permission: "portals.manage",
  reads: "pockets.read",
  changes: ["portals"],
  input: opening,
  subjectId: ({ pocketId, name }) => `${pocketId} portal ${name.toLowerCase()}`,
  refusedDetails: ({ pocketId, name, type }) => ({ pocketId, portalName: name, type }),
  texts: {
    done: "The portal is open at Jiko.",
    unknown: unknown("The portal may or may not have been opened"),
    notDone: "The portal was not opened: this did not reach Jiko. You can send it again.",
    blocked: "You sent this portal before, and it is not known yet whether it was opened. Wait for that first; nothing was sent now.",
  },

  async prepare({ client }, { pocketId, name, type, network }) {
    fault("name", portalNameFault(name));
    if (type === "CRYPTO_ADDRESS") fault("network", networkFault(network));
    const [pocket, portals] = await Promise.all([
      client.call(pocketsGet, { params: { pocket_id: pocketId } }, { for: "command" }),
      readAll(client, pocketId),
    ]);
    if (pocket.status !== "OPEN") throw new AppError("conflict", { message: "Only an open pocket takes a new portal." });
    fault("name", portalNameFault(name, portals));
    const wanted = { name, type, ...(type === "CRYPTO_ADDRESS" ? { network } : {}) };
    return {
      intent: { pocketId, wanted, known: portals.map(({ id }) => id) },
      details: { pocketId, pocketName: pocket.pocket_name, portalName: name, type, network: wanted.network ?? null },
    };
  },

  async call(client, { pocketId, wanted }) {
    const { id } = await client.call(portalsCreate, { params: { pocket_id: pocketId }, body: wanted });
    return { pocketId, portalId: id };
  },

  async findOut(client, { pocketId, wanted, known }) {
    const fits = (one: Portal) =>
      !known.includes(one.id) && one.name === wanted.name && one.type === wanted.type && (one.network ?? null) === (wanted.network ?? null);
    const found = (await orAbsent(readAll(client, pocketId)))?.find(fits);
    return found ? { state: "done", result: { pocketId, portalId: found.id } } : { state: "not_done" };
  },
});

interface ChangeIntent extends PortalResult {
  change: Change;
}

interface ChangeKind<Input extends PortalResult> {
  name: string;
  input: z.ZodType<Input>;
  texts: Command["texts"];
  decide(portal: Portal, others: readonly Portal[], input: Input): Change;
}

const closedAlready = "This portal is closed, and closed for good. Nothing was changed now.";
const isSo = (portal: Portal, { name, status }: Change): boolean =>
  (name === undefined || portal.name === name) && (status === undefined || portal.status === status);
const theOne = async (client: JikoClient, { pocketId, portalId }: PortalResult): Promise<Portal | null> =>
  (await orAbsent(readAll(client, pocketId)))?.find(({ id }) => id.toLowerCase() === portalId) ?? null;

/** A change of a portal: repeating it does no harm, and the list tells whether it arrived. */
const change = <Input extends PortalResult>({ decide, ...kind }: ChangeKind<Input>) =>
  command<Input, ChangeIntent, PortalResult>({
    ...kind,
    permission: "portals.manage",
    reads: "pockets.read",
    changes: ["portals"],
    subjectId: ({ portalId }) => portalId,

    async prepare({ client }, input) {
      const portals = await readAll(client, input.pocketId);
      const portal = portals.find(({ id }) => id.toLowerCase() === input.portalId);
      if (!portal) throw new AppError("not_found", { message: "This pocket has no such portal." });
      if (portal.status === "CLOSED") throw new AppError("conflict", { message: closedAlready });
      const { pocketId, portalId } = input;
      const sent = decide(portal, portals, input);
      return { intent: { pocketId, portalId, change: sent }, details: { pocketId, portalName: portal.name, change: sent } };
    },

    async call(client, intent) {
      const { pocketId, portalId } = intent;
      try {
        await client.call(portalsUpdate, { params: { pocket_id: pocketId, portal_id: portalId }, body: intent.change });
      } catch (error) {
        if (!(error instanceof JikoError) || error.code !== "conflict") throw error;
        // 412: closed by now. By this very call, where something on the way sent it twice.
        const found = await theOne(client, intent).catch((cause: unknown) => {
          throw new Unclear("Jiko says that the portal is closed, and how it is could not be read", cause);
        });
        if (!found || !isSo(found, intent.change)) throw new AppError("conflict", { message: closedAlready, cause: error });
      }
      return { pocketId, portalId };
    },

    async findOut(client, intent) {
      const { pocketId, portalId } = intent;
      const found = await theOne(client, intent);
      return found && isSo(found, intent.change) ? { state: "done", result: { pocketId, portalId } } : { state: "not_done" };
    },
  });

const notDone = "This did not reach Jiko. The portal is as it was; look at it again before you go on.";
const blocked = "What you sent about this portal before is not known to have arrived yet. Wait for that first; nothing was sent now.";

export const renamePortal = change({
  name: "portal.rename",
  input: z.strictObject({ pocketId: anId, portalId: anId, name }),
  texts: { done: "The portal has its new name.", unknown: unknown("The portal may or may not have its new name"), notDone, blocked },
  decide(portal, others, { name }) {
    if (name === portal.name) fault("name", "This is its name already.");
    fault("name", portalNameFault(name, others, portal.id));
    return { name };
  },
});

export const closePortal = change({
  name: "portal.close",
  input: z.strictObject({ pocketId: anId, portalId: anId }),
  texts: { done: "The portal is closed for good.", unknown: unknown("The portal may or may not have been closed"), notDone, blocked },
  decide: () => ({ status: "CLOSED" }),
});
