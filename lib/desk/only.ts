import "server-only";
import { AppError } from "@/lib/errors";
import { route, type RouteHandler } from "./route";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];
type Params = Record<string, string | string[]>;

/**
 * The handlers of the methods that an address does not have: `export const { PUT, DELETE } = only("GET", "POST", "PATCH")`.
 * Without them Next answers a bare 405; with them it is an error like every other, and the test of the routes asks for them.
 */
export function only<Allowed extends Method>(...allowed: Allowed[]): Record<Exclude<Method, Allowed>, RouteHandler<Params>> {
  const refuse = route<"public", Params>({ access: "public" }, () => {
    throw new AppError("method_not_allowed");
  });
  const handler: RouteHandler<Params> = Object.assign(
    async (...given: Parameters<typeof refuse>) => {
      const answer = await refuse(...given);
      answer.headers.set("allow", allowed.join(", "));
      return answer;
    },
    { access: "nobody" as const },
  );
  const rest = methods.filter((method): method is Exclude<Method, Allowed> => !(allowed as readonly string[]).includes(method));
  return Object.fromEntries(rest.map((method) => [method, handler])) as Record<Exclude<Method, Allowed>, typeof handler>;
}
