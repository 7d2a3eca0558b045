import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { softIssuer, storyInMemory, type SoftIssuer } from "@/lib/desk/record/testing/story";
import { verifyBundle, type Bundle } from "./bundle";
import { linkOf, type ChainLink } from "./entry";
import { evidencePage } from "./evidence-page";
import { signHead } from "./heads";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const keys = [publicKey];
let bank: SoftIssuer;
let bundle: Bundle;

/** A bundle of everything in a story but what has to do with nothing: the stretch is from the first entry to the last. */
beforeAll(async () => {
  bank = await softIssuer();
  const told = await storyInMemory(bank);
  const { customerId } = told;
  const [approver, second] = [await told.enrol("Approver One"), await told.enrol("Approver Two")];
  const policy = await told.policy(2, approver, second);
  await told.note(approver);
  const request = await told.file(approver);
  await told.approve(second, request, { policy: { number: 2, digest: policy.digest } });
  const links: ChainLink[] = [];
  for (const entry of told.entries) links.push(linkOf(entry, links.length ? { position: links.length, entryHash: links.at(-1)!.entryHash } : null));
  const head = signHead({ customerId, position: links.length, entryHash: links.at(-1)!.entryHash, at: "2026-06-16T00:00:00.000Z" }, privateKey);
  const entries = links.map(({ canonical }, i) => ({ position: i + 1, canonical })).filter(({ canonical }) => !canonical.includes("session.started"));
  bundle = {
    format: "countersign evidence", version: 1, customerId, transferId: request.subject.id, entries,
    segments: [{ from: 1, prevHash: links[0]!.prevHash, contentHashes: links.map(({ contentHash }) => contentHash), head }],
    // The text of the policy stands among the policies.
    evidence: Object.fromEntries([...told.evidence].flatMap(([digest, { kind, value }]) => (kind === "policy" ? [] : [[digest, value]]))) as Bundle["evidence"],
    policies: [{ number: 2, canonical: policy.text }],
  };
});

const copy = () => JSON.parse(JSON.stringify(bundle)) as Bundle;

/** Every text and number in it, by its path. */
function leaves(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([name, one]) => leaves(one, [...path, name]));
}

describe("evidence of a request", () => {
  it("holds with the key of the record, and with Jiko's keys from elsewhere", async () => {
    expect((await verifyBundle(copy(), { keys })).faults).toEqual([]);
    expect((await verifyBundle(copy(), { keys, issuerKeys: bank.keys })).faults).toEqual([]);
  });

  it("does not hold once anything at all of it is changed", async () => {
    const paths = leaves(bundle);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), fc.constantFrom("a", "B", "0", "_", " "), async (path, place, sign) => {
        const changed = copy();
        const name = path.at(-1)!;
        const parent = path.slice(0, -1).reduce((at, step) => (at as Record<string, unknown>)[step]!, changed as unknown) as Record<string, unknown>;
        const before = parent[name];
        if (typeof before === "number") parent[name] = before + 1 + (place % 5);
        else if (typeof before === "string") {
          const i = place % Math.max(before.length, 1);
          parent[name] = before.slice(0, i) + sign + before.slice(i + 1);
        } else parent[name] = "x";
        fc.pre(parent[name] !== before);
        expect((await verifyBundle(changed, { keys })).faults, path.join(".")).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("names what is missing or too much", async () => {
    const [digest] = Object.keys(bundle.evidence);
    const without = copy();
    delete without.evidence[digest!];
    expect((await verifyBundle(without, { keys })).faults[0]).toContain("is not in the bundle");
    const fewer = copy();
    fewer.entries.pop();
    fewer.entries.pop();
    expect((await verifyBundle(fewer, { keys })).faults).toEqual([expect.stringContaining("no entry names the evidence"), expect.stringContaining("no entry names the evidence")]);
    const more = copy();
    more.evidence["44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"] = {};
    expect((await verifyBundle(more, { keys })).faults).toEqual([expect.stringContaining("no entry names the evidence 44136fa")]);
    expect((await verifyBundle({}, { keys })).faults[0]).toContain("this is not a bundle of evidence");
  });

  it("is believed with none but the key that is given, and with none but Jiko's own", async () => {
    const other = generateKeyPairSync("ed25519");
    const { head } = bundle.segments[0]!;
    const forged = copy();
    forged.segments[0]!.head = signHead(head, other.privateKey);
    expect((await verifyBundle(forged, { keys })).faults).toEqual([expect.stringMatching(/its key \w+ is not one of those given/)]);
    const issuerKeys = (await softIssuer()).keys;
    expect((await verifyBundle(copy(), { keys, issuerKeys })).faults).toHaveLength(2);
  });

  it("prints as a page with everything escaped, no script, and what is wrong at its head", async () => {
    const verdict = await verifyBundle(copy(), { keys });
    const page = evidencePage(verdict, "evidence.json");
    for (const text of ["$2,500,000.00", "Invoice 4711", "Approver Two", "Approved the request", "npm run evidence:verify"]) expect(page).toContain(text);
    expect(page).not.toMatch(/<script|does not hold/);
    expect(evidencePage({ ...verdict, faults: ["<b>it</b> is wrong"] }, "x")).toContain("&#60;b&#62;it&#60;/b&#62; is wrong");
  });
});
