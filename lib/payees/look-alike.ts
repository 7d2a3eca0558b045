import type { PayeeKind } from "@/lib/forms/payee";
import { accountOf, nameOf, type Counterparty, type CreateCounterparty } from "@/lib/jiko/counterparties";
import { codePoint } from "./text";

/** Something about a new payee that a person should look at before it is saved. */
export interface Finding {
  /** The same for the same thing: what was shown is recognised by it. */
  key: string;
  code: "same-payee" | "same-account" | "same-name" | "similar-name" | "unusual-characters";
  text: string;
  /** The payee that stands there already; of its account no more than the last four characters. */
  payee: { id: string; name: string; status: string; accountEnding: string | null } | null;
}

/** Words that say what sort of company it is. They come and go between an invoice and a register. */
const legalForms = (
  "llc llp lp inc incorporated corp corporation co company ltd limited plc gmbh mbh ag kg kgaa ohg ug se " +
  "sa sas sarl srl spa bv nv ab as asa oy oyj aps pty pte kk sro zoo"
).split(" ");

/** Characters that are read as another one. Small on purpose: what Latin letters and digits are mistaken for in names. */
const confusables: Record<string, string> = {
  // Cyrillic
  а: "a", в: "b", с: "c", ԁ: "d", е: "e", һ: "h", і: "i", ј: "j", к: "k", ӏ: "l", м: "m", н: "h", о: "o", р: "p", ԛ: "q",
  ѕ: "s", т: "t", у: "y", ѵ: "v", ԝ: "w", х: "x",
  // Greek
  α: "a", β: "b", ε: "e", η: "n", ι: "i", κ: "k", μ: "u", ν: "v", ο: "o", ρ: "p", τ: "t", υ: "u", χ: "x", ζ: "z",
  // Latin that is not what it looks like
  ı: "i", ɩ: "i", ɑ: "a", ɡ: "g", ł: "l", đ: "d", ø: "o", ß: "ss", æ: "ae", œ: "oe",
  // Digits and strokes
  "0": "o", "1": "l", "5": "s", i: "l", "|": "l",
};

/** Twice, because what a Cyrillic letter stands for may itself be mistaken for another. */
const foldOne = (one: string): string => confusables[confusables[one] ?? one] ?? confusables[one] ?? one;
const foldWord = (word: string): string => [...word].map(foldOne).join("").replaceAll("rn", "m").replaceAll("vv", "w");
const foldedForms = new Set(legalForms.map(foldWord));

const wordsOf = (name: string): string[] =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replaceAll("&", " and ")
    .replace(/[.’'`´]/g, "")
    .split(/[^\p{L}\p{N}|]+/u)
    .filter(Boolean);

/** Without the legal forms at the end; a name that is nothing else keeps them. */
function withoutForm(words: string[]): string[] {
  let end = words.length;
  while (end > 1 && foldedForms.has(foldWord(words[end - 1]!))) end -= 1;
  return words.slice(0, end);
}

/** Names are compared with all others each time a request is opened, and are mostly the same ones: so many are remembered. */
const mostRemembered = 20_000;

function remembered(work: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= mostRemembered) known.clear();
    const made = work(name);
    known.set(name, made);
    return made;
  };
}

/** A name without case, marks, punctuation and legal form: equal for what people call the same name. */
export const plainName = remembered((name) => withoutForm(wordsOf(name)).join(""));

/** A plain name with each character replaced by the one that it is mistaken for: equal for what reads the same. */
export const skeletonOf = remembered((name) => foldWord(withoutForm(wordsOf(name)).map(foldWord).join("")));

/** Characters of a name that are no Latin ones but read as such, in a name that has Latin ones too. */
export function disguised(name: string): string[] {
  const letters = [...name.normalize("NFC")].filter((one) => /\p{L}/u.test(one));
  if (!letters.some((one) => /\p{Script=Latin}/u.test(one))) return [];
  return [...new Set(letters.filter((one) => /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(one)))];
}

type Accounted = Pick<Counterparty, "type"> & Partial<Record<"routing_number" | "bic" | "network", string>>;

/** The place where money ends up, as one text that is equal for every way of writing it; null where it is not known. */
export function placeOf(payee: Accounted, account: string | null): string | null {
  if (account === null) return null;
  const compact = account.replace(/[^0-9A-Za-z]/g, "");
  const upper = compact.toUpperCase();
  if (payee.type === "crypto_wallet") {
    return /^0x/i.test(compact) ? `evm ${compact.toLowerCase()}` : `${payee.network ?? ""} ${account.trim()}`;
  }
  if (payee.type === "on_us") return `jiko ${upper}`;
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{11,}$/.test(upper)) return `iban ${upper}`;
  // Leading zeros come and go with the form that a number was copied from.
  const number = upper.replace(/^0+(?=.)/, "");
  if (payee.type === "international_wire") return `bic ${payee.bic?.slice(0, 8).toUpperCase() ?? ""} ${number}`;
  return `aba ${payee.routing_number ?? ""} ${number}`;
}

/**
 * Of the last characters of an account: equal wherever two of them could be of one account, whatever blanks, zeros and case they
 * are written with. So of many accounts that lie sealed only few must be opened.
 */
export const endingKey = (ending: string): string => ending.replace(/[^0-9A-Za-z]/g, "").slice(-2).replace(/^0+/, "").toUpperCase();

function typeOf(body: CreateCounterparty): PayeeKind {
  if ("network" in body) return "crypto_wallet";
  if ("bic" in body) return "international_wire";
  if (!("routing_number" in body)) return "on_us";
  return "identifier" in body ? "wire" : "ach";
}

/** A body as the payee that it will be, as far as comparing and showing it needs. */
export function asPayee(body: CreateCounterparty): Counterparty {
  const type = typeOf(body);
  const blank = { id: "", status: "", verification: { type: "unverified" }, time_created: "", updated_at: "", institution_name: null };
  return { ...blank, ...(type === "on_us" || type === "ach" ? { address: null } : {}), ...body, type } as unknown as Counterparty;
}

/** Duplicates and look-alikes of a new payee among those that are there, the weightiest first. */
export function findingsOf(body: CreateCounterparty, known: readonly Counterparty[]): Finding[] {
  const candidate = asPayee(body);
  const name = nameOf(candidate.counterparty_name);
  const [plain, skeleton, place] = [plainName(name), skeletonOf(name), placeOf(candidate, accountOf(candidate))];
  const found: Finding[] = [];
  for (const payee of known) {
    const [itsName, account] = [nameOf(payee.counterparty_name), accountOf(payee)];
    const sameName = plainName(itsName) === plain;
    const sameAccount = place !== null && placeOf(payee, account) === place;
    const add = (code: Finding["code"], text: string) => {
      const shown = { id: payee.id, name: itsName, status: payee.status, accountEnding: account?.slice(-4) ?? null };
      found.push({ key: `${code} ${payee.id}`, code, text, payee: shown });
    };
    if (sameAccount && sameName) {
      const again = payee.status === "UNLINKED" ? " It is unlinked: link it again instead of adding it." : "";
      add("same-payee", `This payee is there already, with the same account.${again}`);
    } else if (sameAccount) {
      add("same-account", "The same account stands under another name.");
    } else if (sameName) {
      add("same-name", "A payee of this name has another account. Confirm the new one with somebody there whom you know.");
    } else if (skeletonOf(itsName) === skeleton) {
      add("similar-name", "This name reads almost the same and is another. Compare it letter by letter.");
    }
  }
  const odd = disguised(name);
  if (odd.length > 0) {
    const list = odd.map((one) => `“${one}” ${codePoint(one)}`).join(", ");
    const text = `The name mixes alphabets: ${list} look like Latin letters and are none.`;
    found.push({ key: "unusual-characters", code: "unusual-characters", text, payee: null });
  }
  const order = ["same-payee", "same-account", "same-name", "similar-name", "unusual-characters"];
  return found.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}
