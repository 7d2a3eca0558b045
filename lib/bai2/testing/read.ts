/**
 * Reads a BAI2 file by the letter of the format and takes nothing from the writer: records are put together from their lines,
 * and every count and control total is worked out anew from the text. Throws where one does not fit.
 */
export interface ReadAccount {
  number: string;
  /** By type code, the summaries of the header. */
  summaries: Record<string, { amount: number; count: number | null }>;
  entries: { code: string; amount: number; bankReference: string; customerReference: string; text: string }[];
}

export interface ReadFile {
  sender: string;
  asOf: string;
  accounts: ReadAccount[];
}

interface RawRecord {
  code: string;
  fields: string[];
  text: string;
  lines: number;
}

function fit(actual: number, said: string | undefined, what: string): void {
  if (actual !== Number(said)) throw new Error(`${what}: the file says ${said}, it is ${actual}`);
}

/** A line that ends in a slash ends its fields there; one that does not is text, which goes on in the next 88. */
function records(text: string): RawRecord[] {
  const out: RawRecord[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    if (line.length > 80) throw new Error(`A line of ${line.length} characters`);
    if (!/^[\x20-\x7e]+$/.test(line)) throw new Error("A sign that is not ASCII");
    const [code, rest] = [line.slice(0, 2), line.slice(3)];
    const ends = rest.endsWith("/");
    const last = out.at(-1);
    if (code === "88") {
      if (!last) throw new Error("A continuation of nothing");
      last.lines += 1;
      if (ends) last.fields.push(...rest.slice(0, -1).split(","));
      else last.text += `${last.text ? " " : ""}${rest}`;
    } else if (ends) out.push({ code, fields: rest.slice(0, -1).split(","), text: "", lines: 1 });
    else throw new Error(`A record without its end: ${line}`);
  }
  return out;
}

function readAccount(some: RawRecord[]): { account: ReadAccount; control: number; lines: number } {
  const [head, ...rest] = some;
  const trailer = rest.pop()!;
  const [number, currency, ...groups] = head!.fields;
  const inForm = head!.code === "03" && currency === "USD" && trailer.code === "49" && groups.length % 4 === 0;
  if (!inForm) throw new Error("An account out of form");
  const summaries: ReadAccount["summaries"] = {};
  for (let at = 0; at < groups.length; at += 4) {
    const [code, amount, count] = groups.slice(at);
    summaries[code!] = { amount: Number(amount), count: count === "" ? null : Number(count) };
  }
  const entries = rest.map(({ code, fields, text }) => {
    if (code !== "16" || !/^\d+$/.test(fields[1]!)) throw new Error("A transaction out of form");
    return { code: fields[0]!, amount: Number(fields[1]), bankReference: fields[3]!, customerReference: fields[4]!, text };
  });
  const control = [...Object.values(summaries), ...entries].reduce((sum, { amount }) => sum + amount, 0);
  const lines = some.reduce((sum, one) => sum + one.lines, 0);
  fit(control, trailer.fields[0], "control total of an account");
  fit(lines, trailer.fields[1], "records of an account");
  return { account: { number: number!, summaries, entries }, control, lines };
}

export function readBai2(text: string): ReadFile {
  const all = records(text);
  const [file, group] = all;
  const [groupEnd, fileEnd] = all.slice(-2);
  const codes = [file, group, groupEnd, fileEnd].map((one) => one?.code).join(" ");
  if (codes !== "01 02 98 99" || file!.fields[7] !== "2") throw new Error("A file out of form");
  const read: ReturnType<typeof readAccount>[] = [];
  for (let from = 2; from < all.length - 2; ) {
    const until = all.findIndex(({ code }, at) => at >= from && code === "49") + 1;
    read.push(readAccount(all.slice(from, until)));
    from = until;
  }
  const control = read.reduce((sum, one) => sum + one.control, 0);
  const lines = text.split("\n").length - 1;
  fit(control, groupEnd!.fields[0], "control total of the group");
  fit(read.length, groupEnd!.fields[1], "accounts of the group");
  fit(lines - 2, groupEnd!.fields[2], "records of the group");
  fit(control, fileEnd!.fields[0], "control total of the file");
  fit(1, fileEnd!.fields[1], "groups of the file");
  fit(lines, fileEnd!.fields[2], "records of the file");
  return { sender: file!.fields[0]!, asOf: group!.fields[3]!, accounts: read.map(({ account }) => account) };
}
