/** The same, where the next one is on its way while whoever reads is busy with the last: a database and a file at once. */
export async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = source.next();
      // Its fault is for whoever asks for it; where nobody does any more, it is nobody's.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}
