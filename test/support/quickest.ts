/**
 * The shortest of some times that something takes, ms: what it costs of itself. Why not one time: where the machine does
 * other things too, any single one may be long.
 *
 * @param act may take its number, to do something new each time
 * @param enough ms, under which no further try is needed
 */
export async function quickest(act: (attempt: number) => unknown, enough: number, tries = 5): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < tries && shortest >= enough; attempt += 1) {
    const begun = performance.now();
    await act(attempt);
    shortest = Math.min(shortest, performance.now() - begun);
  }
  return shortest;
}
