import { readFileSync } from "node:fs";

const megabytes = (pid: number, field: string): number => {
  const found = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(found?.[1] ?? Number.NaN) / 1024;
};

/** Resident memory of a process in megabytes (Linux). */
export const residentMegabytes = (pid: number): number => megabytes(pid, "VmRSS");

/** What of it the process has made itself: without the program and what is shared with others. */
export const ownMegabytes = (pid: number): number => megabytes(pid, "RssAnon");
