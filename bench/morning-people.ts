import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { deskOf, wire, type DeskClient } from "../e2e/support/desk-client";
import { pocketId } from "../sandbox/company/seed/pockets";

/** A read that a page asked the desk for: its place (`jiko pockets`, `lists`), how it ended and how long it took. */
export interface Read {
  place: string;
  status: number;
  ms: number;
}

export interface Person {
  email: string;
  page: Page;
  desk: DeskClient;
}

/** What all of them share: what was read, what went wrong, and requests that wait for somebody to sign. */
export interface Day {
  reads: Read[];
  visits: number;
  filed: number;
  signed: number;
  /** Pages on which the sentence of the limit stood. */
  limited: number;
  waiting: { id: string; email: string }[];
  /** What did not go as meant, in words. */
  faults: string[];
  random: () => number;
}

/** Who can sign in at the sandbox from its beginning; everybody else is invited. Each has Jiko's limits to themselves. */
const seeded = [
  ...["admin.one", "admin.two", "initiator.one", "initiator.two"],
  ...["approver.one", "approver.two", "approver.three", "viewer.one"],
].map((name) => `${name}@example.com`);
const roles = ["Initiator", "Approver", "Viewer"];

/** So many members of the company by their address, of whom those that are not there yet are invited by an admin. */
export async function company(people: number, url: string): Promise<string[]> {
  const admin = await deskOf(seeded[0]!, url);
  const emails = seeded.slice(0, people);
  for (let number = emails.length + 1; number <= people; number++) {
    const role = roles[number % roles.length]!;
    const email = `${role.toLowerCase()}.${number}@example.com`;
    const { status, body } = await admin.send("team.invite", { name: `${role} ${number}`, email, role: role.toUpperCase() });
    if (status !== 200) throw new Error(`Inviting answered ${status} ${body.code}`);
    emails.push(email);
  }
  return emails;
}

const [operating, reserve, payroll] = [pocketId("operating"), pocketId("reserve"), pocketId("payroll")];
/** What people look at in turn; `file` and `sign` are done on the way. */
const rounds: Record<string, readonly string[]> = {
  viewer: ["/pockets", `/pockets/${operating}`, "/transactions?type=FEE", "/statements", "/transactions?q=payroll", "/forecast", "/"],
  initiator: ["file", "/transactions", `/pockets/${payroll}?tab=transactions`, "file", "/approvals?tab=done", "/transactions?amount=1000..5000", "/"],
  approver: ["/approvals", "sign", `/pockets/${reserve}`, "sign", "/transactions?direction=DEBIT", "/approvals?tab=done", "/"],
  admin: ["/approvals", "/team", "file", "/reconciliation", "/webhooks/events", "/audit", "/statements", "/pockets", "/"],
};

/** Where a read is answered: the first part of its address, and of Jiko's also what it is about. */
function placeOf({ pathname, searchParams }: URL): string {
  if (searchParams.has("_rsc") || !pathname.startsWith("/api/")) return "pages";
  const [, first, , about] = pathname.slice(1).split("/");
  return first === "jiko" ? `jiko ${about}` : first!;
}

/** Signs somebody in, in a browser of their own, and writes down from then on what their pages read. */
export async function arrive(browser: Browser, url: string, email: string, day: Day): Promise<Person> {
  const desk = await deskOf(email, url);
  const context = await browser.newContext();
  const secure = url.replace("http:", "https:");
  const pairs = desk.cookie!.split("; ").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const);
  await context.addCookies(pairs.map(([name, value]) => ({ name, value, url: secure })));
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("navigation", { name: "Desk" }).waitFor();
  context.on("requestfinished", (request) => {
    const address = new URL(request.url());
    if (address.origin !== url || /^\/(_next|api\/(live|auth|commands))/.test(address.pathname) || request.method() !== "GET") return;
    const read = { place: placeOf(address), ms: request.timing().responseEnd };
    void request.response().then((answer) => day.reads.push({ ...read, status: answer?.status() ?? 0 }), () => undefined);
  });
  return { email, page, desk };
}

/** As a click on a link does: without a page of its own. */
async function visit({ page }: Person, href: string, day: Day): Promise<void> {
  day.visits++;
  await page.evaluate((to) => (window as unknown as { next: { router: { push(href: string): void } } }).next.router.push(to), href);
  await page.waitForURL((url) => `${url.pathname}${url.search}` === href || url.pathname === href.split("?")[0], { timeout: 30_000 });
}

async function file(person: Person, day: Day): Promise<void> {
  const amount = `${1_000 + day.filed}.${String(10 + Math.floor(day.random() * 89))}`;
  const id = await person.desk.filed(wire({ amount, description: `Invoice ${day.filed}` }));
  day.filed++;
  day.waiting.push({ id, email: person.email });
  await visit(person, `/approvals/${id}`, day);
}

async function sign(person: Person, day: Day): Promise<void> {
  const place = day.waiting.findIndex(({ email }) => email !== person.email);
  if (place < 0) return visit(person, "/approvals", day);
  const [{ id }] = day.waiting.splice(place, 1) as [Day["waiting"][number]];
  await visit(person, `/approvals/${id}`, day);
  await pause(4_000);
  const { status, body } = await person.desk.send("transfer.approve", await person.desk.decision(id, "approve"));
  if (status === 200) day.signed++;
  else throw new Error(`Signing answered ${status} ${body.code}`);
}

/** Goes about a person's round until it is over, and stays half a minute at each page. */
export async function work(person: Person, place: number, day: Day, over: AbortSignal): Promise<void> {
  const round = rounds[person.email.split(".")[0]!]!;
  for (let step = place; !over.aborted; step++) {
    const what = round[step % round.length]!;
    try {
      if (what === "file") await file(person, day);
      else if (what === "sign") await sign(person, day);
      else await visit(person, what, day);
    } catch (error) {
      const [why] = String(error).split("\n");
      if (!over.aborted) day.faults.push(`${person.email}, ${what}: ${why}`);
    }
    await pause(15_000 + day.random() * 30_000, undefined, { signal: over }).catch(() => undefined);
    if (await person.page.getByText("limit on requests is used up").first().isVisible().catch(() => false)) day.limited++;
  }
}
