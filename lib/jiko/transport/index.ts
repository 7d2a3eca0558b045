import "server-only";

export { JikoError } from "./error";
export { createJiko } from "./jiko";
export { signingKey } from "./signature";
export type { AccessToken, Caller, CallLine, DpopKey, Jiko, JikoClient, JikoConfig } from "./types";
