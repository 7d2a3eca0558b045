/** What an authenticator writes: whole numbers, byte strings, texts, and maps that keep the order of their keys. */
export type Cbor = number | string | Uint8Array | ReadonlyMap<number | string, Cbor>;

/** The kind in the upper three bits, then the number in as few bytes as it fits (RFC 8949, section 3). */
function head(kind: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(kind << 5) | size]);
  if (size < 0x100) return Buffer.from([(kind << 5) | 24, size]);
  if (size < 0x10000) return Buffer.from([(kind << 5) | 25, size >> 8, size & 0xff]);
  throw new Error(`${size} is more than an authenticator has to say`);
}

export function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, held]) => [cbor(key), cbor(held)])]);
}
