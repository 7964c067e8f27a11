/** Names below some of the intervals: as many as have room, evenly. */
export function ticksOf(names: readonly string[], most = 8): { readonly at: number; readonly text: string }[] {
  const step = Math.max(Math.ceil(names.length / most), 1);
  return names.flatMap((text, at) => (at % step === 0 ? [{ at, text }] : []));
}
