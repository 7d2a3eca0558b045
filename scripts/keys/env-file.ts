import { chown, open, readFile, realpath, rename, stat, unlink } from "node:fs/promises";
import { parseEnv } from "node:util";

/** The settings in a file such as `.env`. Throws a sentence where it is not there. */
export async function settingsIn(file: string): Promise<Record<string, string | undefined>> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(`There is no file ${file}. Name the one that holds the settings with --env.`);
  });
  return parseEnv(text) as Record<string, string | undefined>;
}

/** The text with one setting changed, everything else as it was. Throws where it is set twice: which one counts would be a guess. */
export function withSetting(text: string, name: string, value: string): string {
  const line = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=.*$`, "gm");
  const found = text.match(line)?.length ?? 0;
  if (found > 1) throw new Error(`${name} is set ${found} times; leave one of them.`);
  const written = /^[\w.:,/+=@-]*$/.test(value) ? `${name}=${value}` : `${name}="${value}"`;
  if (found === 1) return text.replace(line, () => written);
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${written}\n`;
}

/**
 * Changes settings in a file at once or not at all, for its owner alone to read, and keeps the file as it was beside it.
 * Answers the name of that copy, which holds the old secrets.
 */
export async function changeSettings(name: string, values: Record<string, string>, at = new Date()): Promise<string> {
  const file = await realpath(name);
  const before = await readFile(file, "utf8");
  const after = Object.entries(values).reduce((text, [setting, value]) => withSetting(text, setting, value), before);
  const { uid, gid } = await stat(file);
  const backup = `${file}.${at.toISOString().replaceAll(":", "-")}.bak`;
  const next = `${file}.${process.pid}.new`;
  await write(backup, before, uid, gid);
  try {
    await write(next, after, uid, gid);
    await rename(next, file);
  } catch (error) {
    await unlink(next).catch(() => undefined);
    throw error;
  }
  return backup;
}

/** A new file, on the disk when this returns. */
async function write(file: string, text: string, uid: number, gid: number): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  // The one who runs this may be the administrator, and the product somebody else.
  if (process.getuid?.() === 0) await chown(file, uid, gid);
}
