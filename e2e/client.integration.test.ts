import { createHash, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importPKCS8, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { counterpartiesGet, counterpartiesList } from "@/lib/jiko/counterparties";
import type { AnyOperation } from "@/lib/jiko/operation";
import { pocketsGet, pocketsList } from "@/lib/jiko/pockets";
import { statementsList } from "@/lib/jiko/statements";
import { transactionsGet, transactionsList } from "@/lib/jiko/transactions";
import { transferRequestsApprove, transferRequestsCreate, transferRequestsGet, transferRequestsList } from "@/lib/jiko/transfer-requests";
import { createJiko, signingKey, type AccessToken, type Caller, type DpopKey, type Jiko, type JikoClient } from "@/lib/jiko/transport";
import { controlClient, type Control } from "@/sandbox/control/client";
import { signIn } from "@/sandbox/portal/sign-in-client";
import { startSandbox, type Sandbox } from "@/sandbox/start";

const clientId = "countersign-test";
const redirectUri = "http://localhost:3999/callback";
const scope = "openid profile pockets.read pockets.write transfers.read transfers.write customer.read team.read";

const pem = (pair: { publicKey: { export(o: object): unknown }; privateKey: { export(o: object): unknown } }) => ({
  open: pair.publicKey.export({ type: "spki", format: "pem" }) as string,
  secret: pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
});
const clientKey = pem(generateKeyPairSync("ed25519"));
const messageKey = pem(generateKeyPairSync("ec", { namedCurve: "P-256" }));
/** Registered beside the first while keys are being changed. */
const nextKey = pem(generateKeyPairSync("ec", { namedCurve: "P-256" }));

interface TokenAnswer {
  access_token: string;
  token_type: "Bearer" | "DPoP";
  refresh_token: string;
}

/** A member who is signed in at the portal of that sandbox, as a caller of the client; renewal uses the refresh token. */
async function member(sandbox: Sandbox, email: string, bound: boolean): Promise<Caller> {
  const endpoint = `${sandbox.portalUrl}/api/oauth2/token`;
  const pair = await generateKeyPair("ES256", { extractable: true });
  const dpopKey: DpopKey = { privateKey: pair.privateKey, publicJwk: await exportJWK(pair.publicKey), alg: "ES256" };

  async function grant(fields: Record<string, string>): Promise<TokenAnswer> {
    const now = Math.floor(Date.now() / 1000);
    const assertion = await new SignJWT({ iss: clientId, sub: clientId, aud: endpoint, jti: randomUUID(), iat: now, exp: now + 60 })
      .setProtectedHeader({ alg: "EdDSA", typ: "JWT" })
      .sign(await importPKCS8(clientKey.secret, "EdDSA"));
    const proof = new SignJWT({ htm: "POST", htu: endpoint, jti: randomUUID(), iat: now }).setProtectedHeader({
      typ: "dpop+jwt",
      alg: "ES256",
      jwk: dpopKey.publicJwk,
    });
    const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: bound ? { dpop: await proof.sign(pair.privateKey) } : {},
      body: new URLSearchParams({ ...fields, client_id: clientId, client_assertion_type: type, client_assertion: assertion }),
    });
    if (!answer.ok) throw new Error(`The portal gave no token: ${answer.status}`);
    return (await answer.json()) as TokenAnswer;
  }

  const verifier = randomBytes(32).toString("base64url");
  const request = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state: randomUUID(),
    nonce: randomUUID(),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const authorizationUrl = `${sandbox.portalUrl}/api/oauth2/authorize?${request}`;
  const { fields } = await signIn({ portalUrl: sandbox.portalUrl, authorizationUrl, email });
  let tokens = await grant({ grant_type: "authorization_code", code: fields.code!, code_verifier: verifier, redirect_uri: redirectUri });
  return {
    budgetKey: `${clientId} ${email} ${await calculateJwkThumbprint(dpopKey.publicJwk)}`,
    kind: "person",
    async token(stale?: string): Promise<AccessToken> {
      if (stale === tokens.access_token) tokens = await grant({ grant_type: "refresh_token", refresh_token: tokens.refresh_token });
      return { value: tokens.access_token, type: tokens.token_type, dpopKey: bound ? dpopKey : null };
    },
  };
}

describe.each([
  ["bearer tokens", false],
  ["bound tokens and signed messages", true],
])("the client against the sandbox with %s", (_, strict) => {
  let sandbox: Sandbox;
  let control: Control;
  let jiko: Jiko;
  let initiator: JikoClient;
  let approver: JikoClient;

  beforeAll(async () => {
    sandbox = await startSandbox({
      controlPort: 0,
      executes: false,
      requireDpop: strict,
      requireSignature: strict,
      clients: [
        {
          clientId,
          publicKeys: [{ pem: clientKey.open, alg: "EdDSA" }],
          redirectUris: [redirectUri],
          grants: ["authorization_code", "refresh_token"],
          signingKeys: [{ keyId: "messages-1", pem: messageKey.open }, { keyId: "messages-2", pem: nextKey.open }],
        },
      ],
    });
    control = controlClient(sandbox.controlUrl!);
    jiko = createJiko({
      apiUrl: sandbox.apiUrl,
      deadlineMs: 20_000,
      downloadHosts: [sandbox.filesHost],
      signing: strict ? signingKey(messageKey.secret, "messages-1") : null,
    });
    initiator = jiko.as(await member(sandbox, "initiator.one@example.com", strict));
    approver = jiko.as(await member(sandbox, "approver.one@example.com", strict));
  });
  afterAll(async () => {
    await jiko?.close();
    await sandbox?.close();
  });

  // That every operation works is for sandbox/every-operation.integration.test.ts; here it is how calls are made and bound.
  test("lists, and the things that they name, are answered as the contract says", async () => {
    const pairs = [
      [pocketsList, pocketsGet, "pocket_id"],
      [transactionsList, transactionsGet, "id"],
      [counterpartiesList, counterpartiesGet, "counterparty_id"],
      [transferRequestsList, transferRequestsGet, "transfer_id"],
    ] as const;
    for (const [list, one, name] of pairs as unknown as [AnyOperation, AnyOperation, string][]) {
      const { items } = (await initiator.call(list, {} as never)) as { items: { id: string }[] };
      const found = (await initiator.call(one, { params: { [name]: items[0]!.id } } as never)) as { id: string };
      expect(found.id, one.id).toBe(items[0]!.id);
    }
  });

  test.runIf(strict)("the old key and the new one sign messages while both are registered, each under its own keyid", async () => {
    const caller = await member(sandbox, "viewer.one@example.com", true);
    const asked = async (secret: string, keyId: string) => {
      const one = createJiko({ apiUrl: sandbox.apiUrl, deadlineMs: 20_000, downloadHosts: [], signing: signingKey(secret, keyId) });
      const answer = await one.as(caller).call(pocketsList, {}).catch((error: Error) => error);
      await one.close();
      return answer;
    };
    for (const [key, keyId] of [[messageKey, "messages-1"], [nextKey, "messages-2"], [messageKey, "messages-1"]] as const) {
      expect(await asked(key.secret, keyId)).toMatchObject({ items: expect.any(Array) });
    }
    expect(await asked(nextKey.secret, "messages-1")).toBeInstanceOf(Error);
  });

  test("a list is read page by page without a gap or a twin", async () => {
    const { items: whole, next_page } = await initiator.call(transactionsList, { query: { limit: 100 } });
    const ids: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await initiator.call(transactionsList, { query: { limit: 7, cursor } });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next_page ?? undefined;
      if (!cursor) break;
    }
    expect(ids).toEqual(whole.slice(0, ids.length).map(({ id }) => id));
    expect(ids.length === 28 || next_page === null).toBe(true);
  });

  test("a statement is downloaded through its link, and from no other host", async () => {
    const { items } = await initiator.call(statementsList, { query: { limit: 1 } });
    const link = items[0]!.pdf_download_url;
    const file = await jiko.download(link);
    expect(Buffer.from(await new Response(file.body).arrayBuffer()).subarray(0, 5).toString()).toBe("%PDF-");
    await expect(jiko.download(link.replace("127.0.0.1", "localhost"))).rejects.toMatchObject({ code: "upstream_contract" });
  });

  test("a transfer is filed by one member and approved by another", async () => {
    const pockets = await initiator.call(pocketsList, { query: { "filter[status]": "OPEN" } });
    const [from, to] = pockets.items;
    const id = randomUUID();
    const filed = await initiator.call(transferRequestsCreate, {
      body: {
        transfer: {
          id,
          type: "ON_US",
          origin_pocket_id: from!.id,
          amount: { type: "REQUESTED_AMOUNT", amount_usdc: 12_345 },
          details: { type: "INTERNAL_REALLOCATION", destination_pocket_id: to!.id, transfer_type: "BANK_TRANSFER" },
          description: "Top up",
        },
      },
    });
    expect(filed).toMatchObject({ id, status: "PENDING_APPROVAL", transfer: { type: "ON_US", amount: { amount_usdc: 12_345 } } });
    const approve = { params: { transfer_id: id }, body: {} };
    await expect(initiator.call(transferRequestsApprove, approve)).rejects.toMatchObject({ code: "forbidden", effect: "none" });
    const approved = await approver.call(transferRequestsApprove, approve);
    expect(approved.reviewers).toMatchObject([{ name: "Approver One", decision: "APPROVED" }]);
    const again = { code: "conflict", effect: "none", requestId: expect.any(String) };
    await expect(approver.call(transferRequestsApprove, approve)).rejects.toMatchObject(again);
  });

  test("a filing whose answer is lost has an unknown effect, and the id tells what became of it", async () => {
    const { items } = await initiator.call(pocketsList, {});
    const { items: payees } = await initiator.call(counterpartiesList, { query: { type: "wire", status: "VERIFIED" } });
    const id = randomUUID();
    const transfer = {
      id,
      type: "WIRE" as const,
      origin_pocket_id: items[0]!.id,
      counterparty_id: payees[0]!.id,
      amount: { type: "REQUESTED_AMOUNT" as const, amount_usdc: 100 },
    };
    await control.fault({ operation: "transferRequests.create", kind: "drop-after" });
    await expect(initiator.call(transferRequestsCreate, { body: { transfer } })).rejects.toMatchObject({ effect: "unknown" });
    expect(await initiator.call(transferRequestsGet, { params: { transfer_id: id } })).toMatchObject({ id });
  });

  test("an expired token is renewed without anyone noticing", async () => {
    await control.expireTokens();
    await control.clearCalls();
    expect((await initiator.call(pocketsList, {})).items.length).toBeGreaterThan(0);
    const statuses = (await control.calls()).filter(({ operation }) => operation === "pockets.list").map(({ status }) => status);
    expect(statuses).toEqual([401, 200]);
  });

  test("an unknown id is not found", async () => {
    const call = initiator.call(pocketsGet, { params: { pocket_id: randomUUID() } });
    await expect(call).rejects.toMatchObject({ code: "not_found", upstreamStatus: 404 });
  });
});
