// The scene of a test of the commands: a company, an initiator and an approver, new for every test, on one database per file.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import type { DecisionInput } from "@/lib/approvals/types";
import type { Session } from "@/lib/auth/session";
import type { AppError } from "@/lib/errors";
import { runCommand, type CommandAnswer, type OutcomeAnswer } from "../../command";
import { runDeskCommand } from "../../desk-command";
import { outcomeOf } from "../find-out";
import { commands, deskCommands } from "../index";
import { recheck, reconcile } from "../jobs";
import { company, openDesk, type Company } from "./desk";
import type { Member } from "./fake-bank";

export type Person = Session & { member: Member };

/** Registers the hooks of a test file. What it answers is filled anew before every test. */
export function openScene(database: () => Promise<Parameters<typeof openDesk>[0]>) {
  const scene = {} as { desk: Company; initiator: Person; approver: Person };
  let close: () => Promise<void>;
  // Signed once for each command, so that sending it again is the same.
  const signatures = new WeakMap<DecisionInput, Map<string, Promise<DecisionInput>>>();
  const signedOnce = (commandId: string, who: Person, given: DecisionInput): Promise<DecisionInput> => {
    const known = signatures.get(given) ?? new Map<string, Promise<DecisionInput>>();
    signatures.set(given, known);
    const signed = known.get(commandId) ?? scene.desk.signed(who, given);
    known.set(commandId, signed);
    return signed;
  };
  beforeAll(async () => {
    close = await openDesk(await database());
  });
  afterAll(() => close());
  beforeEach(() => {
    // Dates alone: the database's own timers go on.
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-06-15T14:00:00Z") });
    const desk = company();
    Object.assign(scene, {
      desk,
      initiator: desk.session("Initiator One", "INITIATOR"),
      approver: desk.session("Approver One", "APPROVER"),
    });
  });
  afterEach(() => vi.useRealTimers());

  return Object.assign(scene, {
    later: (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000),
    /** Sends a command; an approval that is not signed yet is signed by `who`. */
    run: async (name: string, who: Person, given: unknown, commandId: string = randomUUID()): Promise<CommandAnswer> => {
      const signs = name === "transfer.approve" && !("gesture" in (given as object));
      const sent = { commandId, input: signs ? await signedOnce(commandId, who, given as DecisionInput) : given };
      const [ours, client] = [deskCommands.get(name), scene.desk.bank.as(who.member)];
      return ours ? runDeskCommand(ours, who, sent, { client }) : runCommand(commands.get(name)!, who, sent, { client });
    },
    outcome: (who: Person, commandId: string): Promise<OutcomeAnswer> => outcomeOf(who, commandId, scene.desk.bank.as(who.member)),
    /** The record so far: `intent transfer.file`, `outcome transfer.file done`. */
    kinds: async () => (await scene.desk.record()).map(({ kind, action, outcome }) => [kind, action, outcome].filter(Boolean).join(" ")),
    /** Runs the jobs of this customer once, as any instance would, through somebody's session. */
    async work(only?: "command.recheck" | "command.reconcile"): Promise<void> {
      for (const { kind, key, payload } of await scene.desk.jobs()) {
        if (only && kind !== only) continue;
        const handler = kind === "command.recheck" ? recheck : reconcile;
        await handler({ kind, key, payload: payload as never, attempts: 0 }, async () => scene.desk.bank.as(scene.initiator.member));
      }
    },
  });
}

/** What something was refused with. */
export const refusal = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => expect.unreachable("should have been refused"),
    (error: AppError) => error,
  );
