/**
 * At most `most` of the points of a series (in order), for a chart: the first, the last, and of each of the stretches between, which
 * hold about as many points each, the smallest and the largest. Every peak is there at its own place and value, which triangles of
 * largest area (LTTB) do not promise; nothing is averaged. Fewer points than `most` stay as they are.
 */
export function downsample<T>(points: readonly T[], most: number, valueOf: (point: T) => number): T[] {
  if (points.length <= most) return [...points];
  const stretches = Math.floor((most - 2) / 2);
  if (stretches < 1) throw new RangeError(`A series cannot be drawn with ${most} points`);
  const inner = points.length - 2;
  const kept = [points[0]!];
  for (let i = 0; i < stretches; i += 1) {
    const end = 1 + Math.floor(((i + 1) * inner) / stretches);
    let [low, high] = [1 + Math.floor((i * inner) / stretches), 1 + Math.floor((i * inner) / stretches)];
    for (let at = low + 1; at < end; at += 1) {
      if (valueOf(points[at]!) < valueOf(points[low]!)) low = at;
      if (valueOf(points[at]!) > valueOf(points[high]!)) high = at;
    }
    kept.push(points[Math.min(low, high)]!, ...(low === high ? [] : [points[Math.max(low, high)]!]));
  }
  return [...kept, points.at(-1)!];
}
