import "server-only";

export { JikoError, type Effect } from "./error";
export { createJiko } from "./jiko";
export { signingKey } from "./signature";
export type { AccessToken, Caller, CallLine, CallOptions, Download, DpopKey, Jiko, JikoClient, JikoConfig, SigningKey } from "./types";
