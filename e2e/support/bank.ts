import { controlClient, type Control } from "../../sandbox/control/client";
import { stack } from "./stack";

/** What a test may do to the bank behind the product's back, and see of it. */
export type Bank = Control;
export const theBank = (): Bank => controlClient(stack().controlUrl);
