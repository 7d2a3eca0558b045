import { describe, expect, it } from "vitest";
import { PortalStore } from "./store";

const usedTwice = (model: string) => new Error(`${model} used twice`);

async function family() {
  const store = new PortalStore();
  const adapter = (model: string) => store.adapter(model, usedTwice);
  await adapter("Grant").upsert("grant", { jti: "grant" }, 60);
  await adapter("RefreshToken").upsert("old", { grantId: "grant", accountId: "user-1" }, 60);
  await adapter("AccessToken").upsert("access", { grantId: "grant", accountId: "user-1" }, 60);
  return { store, adapter };
}

describe("the portal's store", () => {
  it("takes the second of two consumptions that both passed the library's check for a reuse", async () => {
    const { store, adapter } = await family();
    await adapter("RefreshToken").consume("old");
    await expect(adapter("RefreshToken").consume("old")).rejects.toThrow("RefreshToken used twice");
    expect(store.find("AccessToken", "access")).toBeUndefined();
    expect(store.find("Grant", "grant")).toBeUndefined();
  });

  it("keeps no token of a family that was revoked meanwhile, and does not count it as issued", async () => {
    const { store, adapter } = await family();
    store.removeFamily("grant");
    await adapter("AccessToken").upsert("late", { grantId: "grant", accountId: "user-1" }, 60);
    expect(store.find("AccessToken", "late")).toBeUndefined();
    expect(store.issued.map(({ value }) => value)).toEqual(["old", "access"]);
  });

  it("lists a token once, however often it is written", async () => {
    const { store, adapter } = await family();
    await adapter("AccessToken").upsert("access", { grantId: "grant", accountId: "user-1" }, 60);
    expect(store.issued).toHaveLength(2);
  });
});
