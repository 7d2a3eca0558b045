/** Finds a Chromium, or ends the process with what to do. */
export function findBrowser(): Promise<string>;
