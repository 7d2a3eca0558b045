import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Session } from "@/lib/auth/session";
import { testDatabase } from "@/scripts/database";
import { viewsOf } from "../lists/views";
import { openScene, refusal, type Person } from "./testing/scene";

const scene = openScene(testDatabase);
// What is read here is our own; that the list itself may be read is tried beside it.
const seen = (who: Session) => viewsOf(who, "events");
const given = { list: "events", name: "Wires that came", team: false, search: "event=transfers.wire.in.success&offset=100&sort=-happened" };
const save = async (who: Person, changes: object = {}) => {
  const answer = await scene.run("view.save", who, { ...given, ...changes });
  return (answer as { result: { id: string } }).result.id;
};

it("keeps a view as the address of the list says it, for its owner alone or for the team", async () => {
  await save(scene.initiator);
  const shared = await save(scene.initiator, { name: "For all", team: true });
  const { views } = await seen(scene.initiator);
  expect(views.map(({ name, own, mayChange }) => ({ name, own, mayChange }))).toEqual([
    { name: "For all", own: true, mayChange: true },
    { name: "Wires that came", own: true, mayChange: true },
  ]);
  expect(views[1]!.search).toBe("event=transfers.wire.in.success&sort=-happened");
  expect((await seen(scene.approver)).views).toMatchObject([{ id: shared, by: "Initiator One", own: false, mayChange: false }]);
  expect((await seen({ ...scene.approver, customerId: randomUUID() })).views).toEqual([]);
  expect(await scene.kinds()).toEqual(["outcome view.save done", "outcome view.save done"]);
});

it("is changed and removed by its owner, of the team by an admin too, and by nobody else", async () => {
  const admin = scene.desk.session("Admin One", "ADMIN");
  const [own, shared] = [await save(scene.initiator), await save(scene.initiator, { name: "For all", team: true })];
  expect(await refusal(scene.run("view.remove", scene.approver, { id: shared }))).toMatchObject({ code: "forbidden" });
  for (const who of [scene.approver, admin]) expect(await refusal(scene.run("view.remove", who, { id: own }))).toMatchObject({ code: "not_found" });
  const stranger = { ...admin, customerId: randomUUID() };
  expect(await refusal(scene.run("view.remove", stranger, { id: shared }))).toMatchObject({ code: "not_found" });
  expect(await save(admin, { id: shared, name: "For everybody", team: true })).toBe(shared);
  expect((await seen(scene.initiator)).views).toMatchObject([{ name: "For everybody", own: true, by: "Initiator One" }, { id: own }]);
  await scene.run("view.remove", admin, { id: shared });
  await scene.run("view.remove", scene.initiator, { id: own });
  expect((await seen(scene.initiator)).views).toEqual([]);
});

it("has a name of its own, and no filter that cannot be used", async () => {
  await save(scene.initiator);
  expect(await refusal(save(scene.initiator, { name: "WIRES that came " }))).toMatchObject({ code: "invalid_input", fields: [{ field: "name" }] });
  await save(scene.approver);
  for (const [changes, field] of [
    [{ name: " " }, "name"],
    [{ name: "a\u202eb" }, "name"],
    [{ search: "received=2026-02-30" }, "search"],
    [{ list: "nothing" }, "list"],
  ] as const) {
    const tried: object = changes;
    expect(await refusal(save(scene.initiator, { name: "Another", ...tried }))).toMatchObject({ code: "invalid_input", fields: [{ field }] });
  }
});

it("keeps the columns of a member, until they want the usual ones again", async () => {
  const set = (columns: string[], who = scene.initiator) => scene.run("columns.set", who, { list: "events", columns });
  await set(["received", "event"]);
  await set(["event"]);
  expect(await seen(scene.initiator)).toMatchObject({ columns: ["event"] });
  expect(await seen(scene.approver)).toMatchObject({ columns: null });
  for (const wrong of [["amount"], ["event", "event"]]) expect(await refusal(set(wrong))).toMatchObject({ code: "invalid_input" });
  await set([]);
  expect(await seen(scene.initiator)).toMatchObject({ columns: null });
});
