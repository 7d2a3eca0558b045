import "server-only";
import type { Command } from "../command";
import { approve, cancel, reject } from "./decide";
import { file } from "./file";

/** Every command of the product, by name. */
export const commands: ReadonlyMap<string, Command> = new Map([file, approve, reject, cancel].map((one) => [one.name, one]));
