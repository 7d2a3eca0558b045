import { randomUUID } from "node:crypto";
import type { ApprovalView } from "../../lib/approvals/types";
import { decisionInput, type DecisionAction } from "../../lib/approvals/types";
import type { CommandAnswer, OutcomeAnswer } from "../../lib/desk/command";
import type { ErrorBody } from "../../lib/errors";
import { emptyTransfer, type TransferValues } from "../../lib/forms/transfer";
import { PortalBrowser, signIn as passPortal } from "../../sandbox/portal/sign-in-client";
import { authenticatorOf, sign } from "./passkeys";
import { stack } from "./stack";

/** An answer of the product's. */
export interface Told<Body> {
  status: number;
  headers: Headers;
  body: Body;
}
type CommandTold = Told<CommandAnswer & ErrorBody>;

/** What the product's own pages send along with a command, and what a test may leave out or change. */
export interface Sending {
  headers?: Record<string, string | null>;
  /** The body as text, as it is. */
  text?: string;
}

/** Somebody at the product's HTTP routes without a page, with or without a session. The cookie is all that is kept. */
export class DeskClient {
  constructor(
    readonly base: string,
    readonly cookie: string | null,
    /** Who signs: an approval needs their passkey. */
    private readonly email = "",
    /** Where its pages are, whichever process answers: one deployment has one address. */
    readonly origin = base,
  ) {}

  /** Whatever one likes, as it is. A stream is not waited for. */
  async ask(path: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
    const headers = { ...init.headers, ...(this.cookie ? { cookie: this.cookie } : {}) };
    const response = await fetch(`${this.base}${path}`, { ...init, headers, redirect: "manual" });
    const endless = response.headers.get("content-type")?.startsWith("text/event-stream");
    if (endless) await response.body?.cancel();
    return { status: response.status, headers: response.headers, text: endless ? "" : await response.text() };
  }

  /** The same session at another process of the product. */
  at(base: string): DeskClient {
    return new DeskClient(base, this.cookie, this.email, this.origin);
  }

  async get<Body>(path: string): Promise<Told<Body>> {
    return told(await fetch(`${this.base}${path}`, { headers: this.cookie ? { cookie: this.cookie } : {}, redirect: "manual" }));
  }

  async post<Body>(path: string, body: unknown, { headers = {}, text = JSON.stringify(body) }: Sending = {}): Promise<Told<Body>> {
    const all: Record<string, string | null> = {
      origin: this.origin,
      "content-type": "application/json",
      "countersign-command": "1",
      cookie: this.cookie,
      ...headers,
    };
    const sent = Object.entries(all).filter((one): one is [string, string] => one[1] !== null);
    // Bytes, because fetch gives text a content type of its own.
    return told(await fetch(`${this.base}${path}`, { method: "POST", headers: sent, body: Buffer.from(text), redirect: "manual" }));
  }

  send(name: string, input: unknown, commandId: string = randomUUID(), how?: Sending): Promise<CommandTold> {
    return this.post(`/api/commands/${name}`, { commandId, input }, how);
  }

  outcome(commandId: string): Promise<Told<OutcomeAnswer & ErrorBody>> {
    return this.get(`/api/commands/outcomes/${commandId}`);
  }

  async approval(transferId: string): Promise<ApprovalView> {
    const { status, body } = await this.get<ApprovalView>(`/api/approvals/${transferId}`);
    if (status !== 200) throw new Error(`The approval view answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** What the decision panel would send for the request as it is shown now; an approval with every risk ticked, and signed. */
  async decision(transferId: string, action: DecisionAction): Promise<unknown> {
    const view = await this.approval(transferId);
    if (action !== "approve") return decisionInput(view, action === "reject" ? { reason: "Not ours" } : {});
    const { subjectHash, contextHash } = view;
    const statement = { kind: "approve", items: [{ transferId, subjectHash, contextHash }] } as const;
    const gesture = await sign(this, await authenticatorOf(this.email, this.base), statement);
    return decisionInput(view, { acknowledged: view.snapshot.context.policy.acknowledge, gesture });
  }

  /** Files a transfer and answers its id; fails where it is not done at once. */
  async filed(values: TransferValues): Promise<string> {
    const draftId = randomUUID();
    const { status, body } = await this.send("transfer.file", { draftId, values });
    if (status !== 200) throw new Error(`Filing answered ${status}: ${JSON.stringify(body)}`);
    return draftId;
  }
}

async function told<Body>(response: Response): Promise<Told<Body>> {
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: the test sees the text.
  }
  return { status: response.status, headers: response.headers, body: body as Body };
}

/** Signs a member in at a process of the product the whole way, through Jiko's portal, as a browser would. */
export async function deskOf(email: string, base: string): Promise<DeskClient> {
  const jar = new Map<string, string>();
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      if (pair === `${name}=` || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, pair);
    }
  };
  const cookies = () => [...jar.values()].join("; ");
  const started = await fetch(`${base}/api/auth/signin/jiko`, {
    method: "POST",
    headers: { origin: base, "content-type": "application/json", "countersign-command": "1" },
    body: "{}",
  });
  keep(started);
  if (!started.ok) throw new Error(`The sign-in did not start (${started.status})`);
  const { url: authorizationUrl } = (await started.json()) as { url: string };
  const { url } = await passPortal({ portalUrl: stack().portalUrl, authorizationUrl, email, browser: new PortalBrowser() });
  keep(await fetch(url, { headers: { cookie: cookies() }, redirect: "manual" }));
  const desk = new DeskClient(base, cookies(), email);
  const session = await desk.get("/api/session");
  if (session.status !== 200) throw new Error(`Nobody is signed in after the sign-in (${session.status})`);
  return desk;
}

/** A wire of $1,234.56 from the pocket Operating to Sample Supplies LLC, which needs one approval: the ids are the seed's. */
export const wire = (changes: Partial<TransferValues> = {}): TransferValues => ({
  ...emptyTransfer,
  kind: "wire",
  originPocketId: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7",
  counterpartyId: "a5582861-9b9f-410c-b515-fcabd9ddc5aa",
  amount: "1,234.56",
  description: "Spare parts",
  ...changes,
});
