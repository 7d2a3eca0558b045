import { describe, expect, it } from "vitest";
import { startsAs, type FileTypeName } from "./file-types";

/** A stream of single bytes: what comes in one piece elsewhere may come in many. */
const trickle = (bytes: Buffer) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });

const good: [FileTypeName, string][] = [
  ["pdf", "%PDF-1.7\nmore"],
  ["png", "\x89PNG\r\n\x1a\n and so on"],
  ["jpeg", "\xff\xd8\xff\xe0 and so on"],
  ["zip", "PK\x03\x04 entry"],
  ["zip", "PK\x05\x06 nothing in it"],
  ["xml", '<?xml version="1.0"?><Document/>'],
  ["xml", '\uFEFF<Document xmlns="urn:iso:std:iso:20022"/>'],
  ["csv", "name,amount\n"],
  ["csv", '"name","amount"\n'],
];
const bad: [FileTypeName, string][] = [
  ["pdf", "PDF-1.7"],
  ["pdf", "%PD"],
  ["png", "\x89PNG and so on"],
  ["jpeg", "JFIF"],
  ["zip", "%PDF-1.7"],
  ["xml", "<!DOCTYPE html><html>"],
  ["xml", "<html><body>sorry"],
  ["xml", "plain"],
  ["csv", "<!doctype html>"],
  ["csv", '  {"detail":"no"}'],
  ["csv", ""],
];

describe("startsAs", () => {
  it.each(good)("hands on a %s that begins with %j, every byte of it", async (type, text) => {
    const bytes = Buffer.from(text, ["zip", "png", "jpeg"].includes(type) ? "latin1" : "utf8");
    const all = await new Response(await startsAs(type, trickle(bytes))).arrayBuffer();
    expect(Buffer.from(all).equals(bytes)).toBe(true);
  });

  it.each(bad)("refuses as %s what begins with %j", async (type, text) => {
    await expect(startsAs(type, trickle(Buffer.from(text)))).rejects.toMatchObject({ code: "upstream_contract" });
  });
});
