// Runs in a page before its own scripts: what asks from outside would be measured with it. `bench/tab.ts` has the types.
{
  const firstRow = () => document.querySelector("[role=grid]:not([aria-busy]) [role=row][aria-rowindex='2'] a");
  const frame = () => new Promise(requestAnimationFrame);
  /** When what was waited for had been painted. */
  const until = async (there) => {
    while (!there()) await frame();
    await frame();
    return performance.now();
  };
  const box = () => document.querySelector("[role=grid]").parentElement;
  const loading = () => {
    const { top, bottom } = box().getBoundingClientRect();
    const inView = (one) => one.getBoundingClientRect().bottom > top && one.getBoundingClientRect().top < bottom;
    return [...box().querySelectorAll("[role=row] .skeleton")].some(inView);
  };
  let filtered = Promise.resolve(0);
  window.bench = {
    /** From the navigation to its rows. */
    firstRows: until(firstRow),
    /** Has the next press of the button Filter watched. */
    watchFilter() {
      filtered = new Promise((done) => {
        const pressed = async () => {
          const [begun, address] = [performance.now(), location.search];
          done((await until(() => location.search !== address && firstRow())) - begun);
        };
        addEventListener("submit", pressed, { capture: true, once: true });
      });
    },
    /** From that press to its rows. */
    filtered: () => filtered,
    /** Scrolls on with every frame. Of each the time that it took. */
    async scroll(frames, pixels) {
      const times = [];
      let before = await frame();
      for (let at = 0; at < frames; at++) {
        box().scrollBy(0, pixels);
        const now = await frame();
        times.push(now - before);
        before = now;
      }
      return times;
    },
    /** Goes to a place of the bar, from 0 to 1, and notes frames until its rows are there. */
    async jump(share) {
      const times = [];
      const begun = performance.now();
      let before = await frame();
      box().scrollTo(0, share * box().scrollHeight);
      do {
        const now = await frame();
        times.push(now - before);
        before = now;
      } while (loading());
      return { times, took: performance.now() - begun };
    },
  };
}
