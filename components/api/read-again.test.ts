import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { readAgain, readTopics } from "./read-again";

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
afterEach(() => client.clear());

/** A list on screen whose reads are answered by hand, in any order. */
function show(queryKey: readonly unknown[]) {
  const reads: ((rows: string) => void)[] = [];
  const observer = new QueryObserver<string>(client, { queryKey, queryFn: () => new Promise((answer) => reads.push(answer)), staleTime: 30_000 });
  const hide = observer.subscribe(() => undefined);
  return { reads, hide, rows: () => observer.getCurrentResult().data, settled: () => expect.poll(() => observer.getCurrentResult().fetchStatus).toBe("idle") };
}

const transactions = ["jiko", "/v2/transactions", {}];

test("what changes while a list is first read is in what is shown at last", async () => {
  const list = show(transactions);
  readTopics(client, ["transactions"]);
  expect(list.reads).toHaveLength(2);
  list.reads[0]!("from before");
  list.reads[1]!("from after");
  await list.settled();
  expect(list.rows()).toBe("from after");
  list.hide();
});

test("a list that is there is read again, one of another topic is left alone", async () => {
  const [list, other] = [show(transactions), show(["jiko", "/v1/team", {}])];
  list.reads[0]!("old");
  other.reads[0]!("team");
  await Promise.all([list.settled(), other.settled()]);
  readTopics(client, ["transactions"]);
  list.reads[1]!("new");
  await list.settled();
  expect([list.rows(), other.reads.length]).toEqual(["new", 1]);
  list.hide();
  other.hide();
});

test("a read ahead that nothing shows yet is not broken off", async () => {
  let answer = (_: string) => {};
  const ahead = client.fetchQuery({ queryKey: transactions, queryFn: () => new Promise<string>((resolve) => (answer = resolve)) });
  void readAgain(client);
  answer("there");
  await expect(ahead).resolves.toBe("there");
});
