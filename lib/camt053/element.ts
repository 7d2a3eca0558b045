import { cents, type Cents } from "@/lib/treasury/money";
import { StatementError } from "./types";

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/** Text that a person will read: in one line, without control characters, not endless. */
const tidy = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").replace(/\s+/g, " ").trim().slice(0, 1000);

/** An element of the file with where it stands, so that a fault can name its place. */
export class XmlElement {
  constructor(
    private readonly value: unknown,
    readonly at: string,
  ) {}

  /** The element at a path below (`Acct.Id.IBAN`), or null. Of several the first. */
  find(path: string): XmlElement | null {
    let value: unknown = this.value;
    for (const name of path.split(".")) {
      const node: unknown = Array.isArray(value) ? value[0] : value;
      if (!isNode(node) || !Object.hasOwn(node, name)) return null;
      value = node[name];
    }
    return new XmlElement(Array.isArray(value) ? value[0] : value, `${this.at}.${path}`);
  }

  /** Every element of a name directly below. */
  all(name: string): XmlElement[] {
    const node: unknown = this.value;
    if (!isNode(node) || !Object.hasOwn(node, name)) return [];
    const value = node[name];
    return (Array.isArray(value) ? value : [value]).map((one: unknown, i) => new XmlElement(one, `${this.at}.${name}[${i + 1}]`));
  }

  /** Throws `broken` where it is missing. */
  need(path: string): XmlElement {
    const found = this.find(path);
    if (!found) throw new StatementError("broken", `The file lacks ${this.at}.${path}.`, `${this.at}.${path}`);
    return found;
  }

  /** Its own text; null where there is none. */
  get text(): string | null {
    const own: unknown = isNode(this.value) ? this.value["#text"] : this.value;
    return typeof own === "string" && tidy(own) !== "" ? tidy(own) : null;
  }

  /** The text of the first of these paths that has one. */
  textAt(...paths: string[]): string | null {
    for (const path of paths) {
      const text = this.find(path)?.text;
      if (text) return text;
    }
    return null;
  }

  attribute(name: string): string | null {
    const value: unknown = isNode(this.value) ? this.value[`@${name}`] : undefined;
    return typeof value === "string" ? tidy(value) : null;
  }

  /** The values of attributes that declare namespaces. */
  namespaces(): string[] {
    const node = isNode(this.value) ? this.value : {};
    return Object.entries(node).flatMap(([name, value]) => (/^@xmlns(:|$)/.test(name) && typeof value === "string" ? [value] : []));
  }

  /** `YYYY-MM-DD` or a date and time, as it was sent, from `Dt` or `DtTm` below. Throws `broken` for anything else. */
  date(path: string): string | null {
    const place = this.find(path);
    const found = place?.find("DtTm") ?? place?.find("Dt");
    return found ? found.instant() : null;
  }

  instant(): string {
    const text = this.text ?? "";
    if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text) || Number.isNaN(Date.parse(text))) {
      throw new StatementError("broken", `${this.at} is not a date.`, this.at);
    }
    return text;
  }

  /** An amount without its sign, in hundredths. Throws `broken` for more than two decimals that count, and for what is no amount. */
  amount(): Cents {
    const [, whole = "", fraction = ""] = /^(\d{1,15})(?:\.(\d{1,5}))?$/.exec(this.text ?? "") ?? [];
    const small = fraction.replace(/0+$/, "");
    const value = Number(whole) * 100 + Number(small.padEnd(2, "0"));
    if (whole === "" || small.length > 2 || !Number.isSafeInteger(value)) {
      throw new StatementError("broken", `${this.at} is not an amount in dollars and cents.`, this.at);
    }
    return cents(value);
  }

  count(): number {
    const text = this.text ?? "";
    if (!/^\d{1,15}$/.test(text)) throw new StatementError("broken", `${this.at} is not a number.`, this.at);
    return Number(text);
  }
}
