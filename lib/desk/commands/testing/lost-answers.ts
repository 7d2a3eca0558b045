// What every command that writes at Jiko has to live through: repeats, lost answers, calls that never arrive or arrive late.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/jiko/team";
import { commands } from "../index";
import type { Fault } from "./fake-bank";
import { refusal, type openScene, type Person } from "./scene";

/** A command, the operation behind it, what it sends (after setting up what it works on), and what shows at the bank that it arrived. */
export type Written = readonly [name: string, operation: string, input: () => unknown, arrived: () => boolean];

interface Terms {
  who: () => Person;
  /** The roles that are refused. */
  barred: readonly Role[];
  /** What must stand neither in the record nor in what waits in the jobs. */
  secrets?: () => readonly string[];
}

export function describeLostAnswers(scene: ReturnType<typeof openScene>, all: readonly Written[], { who, barred, secrets = () => [] }: Terms): void {
  const { run, outcome, kinds, work, later } = scene;
  const bank = () => scene.desk.bank;
  const keepsItsSecrets = async (...more: unknown[]) => {
    const kept = JSON.stringify([await scene.desk.record(), await scene.desk.jobs(), more]);
    for (const secret of secrets()) expect(kept).not.toContain(secret);
  };

  describe.each(all)("%s (%s)", (name, operation, input, arrived) => {
    /** What the command gets, and the record of it alone, without that of what was set up. */
    async function begin() {
      const given = await input();
      bank().calls = [];
      const before = (await kinds()).length;
      return { given, commandId: randomUUID(), recorded: async () => (await kinds()).slice(before) };
    }

    it("is done once, on record without secrets, and a repeat gets the first's answer", async () => {
      const { given, commandId, recorded } = await begin();
      const first = await run(name, who(), given, commandId);
      expect(first).toMatchObject({ state: "done" });
      expect(arrived()).toBe(true);
      expect(await run(name, who(), given, commandId)).toEqual(first);
      expect(bank().writes()).toEqual([operation]);
      expect(await recorded()).toEqual([`intent ${name}`, `outcome ${name} done`]);
      await keepsItsSecrets(first);
    });

    it.each(["drop-after", "error-after", "timeout", "malformed"] as Fault[])("is found out after %s, and never sent again", async (fault) => {
      const { given, commandId, recorded } = await begin();
      bank().faults.set(operation, fault);
      expect(await run(name, who(), given, commandId)).toMatchObject({ state: "unknown" });
      await keepsItsSecrets();
      await work();
      expect(await outcome(who(), commandId)).toMatchObject({ state: "done" });
      expect(arrived()).toBe(true);
      expect(bank().writes()).toEqual([operation]);
      expect(await recorded()).toEqual([`intent ${name}`, `outcome ${name} done`]);
    });

    const notDone = async () => {
      const begun = await begin();
      const { given, commandId } = begun;
      bank().faults.set(operation, "drop-before");
      expect(await run(name, who(), given, commandId)).toMatchObject({ state: "unknown" });
      expect((await refusal(run(name, who(), given))).code).toBe("conflict");
      for (const seconds of [3600, 2]) {
        later(seconds);
        await work();
      }
      expect(await outcome(who(), commandId)).toMatchObject({ state: "not_done" });
      expect(arrived()).toBe(false);
      return begun;
    };

    it("is said not to be done only after the grace period, and can be sent again", async () => {
      const { given } = await notDone();
      expect(await run(name, who(), given)).toMatchObject({ state: "done" });
      expect(arrived()).toBe(true);
    });

    it("is told where it arrives late after all", async () => {
      const { given, commandId, recorded } = await notDone();
      const [held] = (await scene.desk.jobs()).map(({ payload }) => payload as { intent: never });
      await commands.get(name)!.call(bank().as(who().member), held!.intent, given);
      later(600);
      await work();
      expect(await outcome(who(), commandId)).toMatchObject({ state: "done" });
      expect((await recorded()).at(-1)).toBe(`correction ${name} done`);
    });

    it.runIf(barred.length > 0)(`is refused to ${barred.join(", ")}, before anything is read`, async () => {
      const { given } = await begin();
      for (const role of barred) expect((await refusal(run(name, scene.desk.session("Somebody", role), given))).code).toBe("forbidden");
      expect(bank().calls).toEqual([]);
    });
  });
}
