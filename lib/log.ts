import "server-only";
import pino, { type DestinationStream, type Logger } from "pino";
import { redact, redactText } from "./redact";

type Fields = Record<string, unknown>;

/** What code may do with a log. Everything passes redaction on its way; there is no other way to the output. */
export interface Log {
  debug(fields: Fields, message: string): void;
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
  /** A log whose lines all carry these fields. */
  child(fields: Fields): Log;
}

const levels = ["debug", "info", "warn", "error"] as const;

function over(logger: Logger, bound: Fields): Log {
  const writers = levels.map((level) => [
    level,
    (fields: Fields, message: string) => {
      if (!logger.isLevelEnabled(level)) return;
      logger[level](redact({ ...bound, ...fields }) as Fields, redactText(message));
    },
  ]);
  return { ...(Object.fromEntries(writers) as Omit<Log, "child">), child: (fields) => over(logger, { ...bound, ...fields }) };
}

/** JSON lines: level as a word, time as ISO 8601 in UTC, one `event` name per kind of line. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    messageKey: "message",
    base: { service: "countersign", pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // Errors were made plain before; pino's own serializer would look into them again.
    serializers: { err: (value: unknown) => value },
  };
  const logger = destination ? pino(options, destination) : pino(options, pino.destination({ fd: 1, sync: true }));
  return over(logger, {});
}

let root: Log | null = null;
const lazy = (): Log => (root ??= createLog(process.env.LOG_LEVEL || "info"));

/** The process's log, to stdout. Made on first use: LOG_LEVEL is needed before the settings are checked. */
export const log: Log = {
  debug: (fields, message) => lazy().debug(fields, message),
  info: (fields, message) => lazy().info(fields, message),
  warn: (fields, message) => lazy().warn(fields, message),
  error: (fields, message) => lazy().error(fields, message),
  child: (fields) => lazy().child(fields),
};
