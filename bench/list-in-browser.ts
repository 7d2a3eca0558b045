import type { Person } from "./signed-in";
import { filter, firstRows, instruments, jump, scroll, settled, tabMemory, tick, words, worked, type Scrolling } from "./tab";

interface Pocket {
  id: string;
  pocket_name: string;
}

const runs = 7;
const [scrollRuns, frames] = [3, 600];
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const whole = (value: number) => value.toFixed(0);

/** The median of several runs, of which the first is not counted. */
async function timed(work: () => Promise<number>): Promise<string> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) times.push(await work());
  return whole(median(times.slice(1)));
}

async function fetched(address: string, cookie: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(address, { headers: { cookie } });
  await answer.json();
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return performance.now() - begun;
}

const frameCells = (how: string, some: readonly Scrolling[]): Cell[] => {
  const sum = (what: "late" | "frames") => some.reduce((all, one) => all + one[what], 0);
  return [
    [`frames over 16.7 ms, ${how}`, `${sum("late")} of ${sum("frames")}`],
    [`the longest, ${how}, ms`, whole(Math.max(...some.map(({ longest }) => longest)))],
  ];
};

type Cell = readonly [name: string, value: string];

/** Opens the transactions in a browser, filters and scrolls them, and tells what each took. `pocket` is one that has movements. */
export async function measureList({ url, browser, state, cookie }: Person, pocket: Pocket): Promise<Cell[]> {
  const asked = [
    ["first rows", "", null],
    ["a pocket", `pocket=${pocket.id}`, tick("Pocket", pocket.pocket_name)],
    ["a type", "type=FEE", tick("Type", "Fee")],
    ["words", "q=payroll", words],
  ] as const;
  const context = await browser.newContext({ storageState: state, viewport: { width: 1280, height: 900 } });
  await context.addInitScript({ path: instruments });
  const page = await context.newPage();
  const list = `${url}/transactions`;
  const cells: Cell[] = [];
  for (const [what, , choose] of asked) {
    const work = async () => {
      const shown = await firstRows(page, list);
      return choose ? filter(page, choose) : shown;
    };
    cells.push([`${what}, ms`, await timed(work)]);
  }
  for (const [what, search] of asked) cells.push([`${what} over HTTP, ms`, await timed(() => fetched(`${url}/api/lists/transactions?${search}`, cookie))]);
  const seen: Record<"rest" | "steady" | "middle" | "end", Scrolling[]> = { rest: [], steady: [], middle: [], end: [] };
  const work: number[] = [];
  for (let run = 0; run < scrollRuns; run++) {
    await firstRows(page, list);
    await settled(page);
    seen.rest.push(await scroll(page, frames, 0));
    const spent = await worked(page, async () => seen.steady.push(await scroll(page, frames, 40)));
    work.push(spent / frames);
    seen.middle.push(await jump(page, 0.5));
    seen.end.push(await jump(page, 1));
  }
  cells.push(...frameCells("at rest", seen.rest), ...frameCells("steady", seen.steady), ["work a frame, steady, ms", median(work).toFixed(1)]);
  cells.push(...frameCells("to the middle", seen.middle), ["rows of the middle, ms", whole(median(seen.middle.map(({ took }) => took)))]);
  cells.push(...frameCells("to the end", seen.end), ["rows of the end, ms", whole(median(seen.end.map(({ took }) => took)))]);
  const { heap, own, resident } = await tabMemory(browser, page);
  cells.push(["tab: scripts, MB", whole(heap)], ["tab: its own, MB", whole(own)], ["tab: resident, MB", whole(resident)]);
  await context.close();
  return cells;
}
