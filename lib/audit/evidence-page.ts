import type { SnapshotSubject } from "@/lib/approvals/types";
import type { BundleVerdict } from "./bundle";
import { claimOf } from "./named";
import type { EntryText } from "./verify";
import { amountText, sentenceOf } from "./words";

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** HTML in which every value that is put in is text and nothing else. */
function html(parts: TemplateStringsArray, ...values: (string | Html | readonly Html[])[]): Html {
  const write = (value: (typeof values)[number]): string =>
    typeof value === "string" ? escaped(value) : Array.isArray(value) ? value.map(({ text }) => text).join("") : (value as Html).text;
  return { text: parts.reduce((before, part, i) => before + write(values[i - 1]!) + part) };
}
interface Html {
  text: string;
}

const style = `@page { size: A4; margin: 14mm }
body { font: 9.5pt/1.35 system-ui, sans-serif; color: #111; margin: 0 auto; max-width: 182mm; padding: 4mm }
h1 { font-size: 15pt; margin: 0 0 1mm } h2 { font-size: 10.5pt; margin: 4mm 0 1mm; border-bottom: 0.3mm solid #999 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: 0.6mm 2mm 0.6mm 0 }
code { font: 7.5pt/1.3 ui-monospace, monospace; overflow-wrap: anywhere } p { margin: 1mm 0 }
.bad { border: 0.5mm solid #a00; padding: 2mm; color: #a00 }
@media print { body { padding: 0; max-width: none } }`;

const when = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;

/** The subject as the last decision that can be read saw it. */
function subjectOf({ bundle, entries }: BundleVerdict): SnapshotSubject | null {
  for (const entry of entries.toReversed()) {
    const { snapshot } = entry.details;
    const kept = typeof snapshot === "string" ? bundle?.evidence[snapshot] : null;
    if (kept) return (kept as unknown as { subject: SnapshotSubject }).subject;
  }
  return null;
}

function payee({ destination }: SnapshotSubject): [string, string][] {
  if (destination?.kind !== "payee") return [["To", destination && "name" in destination ? (destination.name ?? "–") : "–"]];
  const { payee: paid } = destination;
  const account = "account" in paid ? paid.account : "–";
  const bank = "routingNumber" in paid ? paid.routingNumber : "bic" in paid ? paid.bic : null;
  return [["To", paid.name], ["Account", bank ? `${bank} / ${account}` : account]];
}

const rows = (pairs: readonly (readonly [string, string])[]): Html[] =>
  pairs.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`);

function decided(subject: SnapshotSubject | null): Html {
  if (!subject) return html`<p>Nobody has decided yet.</p>`;
  const pairs: [string, string][] = [
    ["Amount", amountText(subject.amount) ?? "–"],
    ["Kind", subject.type],
    ...payee(subject),
    ["From", subject.pocket?.name ?? subject.pocket?.id ?? "–"],
    ["For", subject.description ?? "–"],
    ["Filed by", subject.initiator?.name ?? "–"],
  ];
  return html`<table>${rows(pairs)}</table>`;
}

/** What a decision was signed with, in words. */
function signedWith(entry: EntryText): string {
  const { assurance, passkeyId, fingerprint } = entry.details;
  if (assurance === "passkey") return `passkey ${String(passkeyId)}, key ${String(fingerprint).slice(0, 16)}…`;
  return assurance === "fresh-sign-in" ? "a fresh sign-in at Jiko" : assurance === "session" ? "being signed in" : "";
}

const isDecision = (entry: EntryText) => claimOf(entry)?.kind === "decision";

function hashes({ bundle, entries }: BundleVerdict): Html[] {
  const last = entries.findLast(isDecision);
  const head = bundle!.segments.at(-1)!.head;
  const { subjectHash, contextHash, proof, policyVersion } = last?.details ?? {};
  const known = [["What was decided", subjectHash], ["What it rested on", contextHash], ["Proof of the last decision", proof]] as const;
  return [
    ...known.flatMap(([name, hash]) => (typeof hash === "string" ? [html`<tr><th scope="row">${name}</th><td><code>${hash}</code></td></tr>`] : [])),
    ...(typeof policyVersion === "string" ? rows([["Policy", policyVersion]]) : []),
    html`<tr><th scope="row">Signed head</th><td>entry ${String(head.position)}, ${when(head.at)}, key ${head.keyId}<br><code>${head.entryHash}</code></td></tr>`,
  ];
}

/** A page to print: what was decided, by whom, when and with what, and how to check it. Plain HTML without scripts. */
export function evidencePage(verdict: BundleVerdict, fileName: string): string {
  const { bundle, entries, faults } = verdict;
  const about = entries.filter(({ subjectId }) => subjectId === bundle!.transferId);
  const state = faults.length > 0 ? html`<p class="bad"><strong>This does not hold:</strong> ${faults.join("; ")}</p>` : html``;
  const lines = about.map(
    (entry) => html`<tr><td>${when(entry.at)}</td><td>${entry.actor?.name ?? "the desk"}</td><td>${sentenceOf(entry)}</td><td>${signedWith(entry)}</td></tr>`,
  );
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Evidence of ${bundle!.transferId}</title>
<style>${{ text: style }}</style></head><body>
<h1>Evidence of a transfer request</h1><p>Request <code>${bundle!.transferId}</code><br>Customer <code>${bundle!.customerId}</code></p>
${state}
<h2>What was decided</h2>${decided(subjectOf(verdict))}
<h2>Who did what, and when</h2>
<table><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Signed with</th></tr></thead><tbody>${lines}</tbody></table>
<h2>Hashes (SHA-256)</h2><table>${hashes(verdict)}</table>
<h2>How to check it</h2>
<p>This page proves nothing by itself. The file <code>${fileName}</code> holds the entries, what was shown, the signatures and the signed head. With the public key
of the audit record, taken from its owner and not from this page:</p>
<p><code>npm run evidence:verify -- ${fileName} --key PUBLIC_KEY_FILE</code></p>
<p>It works without a network and without the desk's database; docs/decisions/0012-evidence.md says how to do the same by hand.</p>
</body></html>
`.text;
}
