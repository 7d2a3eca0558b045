export * from "./approvals";
export * from "./archive";
export * from "./audit";
export * from "./auth";
export * from "./draft";
export * from "./job";
export * from "./mirror";
export * from "./webhook";
