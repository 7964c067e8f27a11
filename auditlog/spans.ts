/** Entries `from` to `to` of a log, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Adds an entry to spans that are in order. */
export function addToSpans(spans: Span[], index: number): void {
  const last = spans.at(-1);
  if (last?.to === index - 1) spans[spans.length - 1] = { from: last.from, to: index };
  else spans.push({ from: index, to: index });
}

/** The same entries, in order and each once. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to + 1) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else merged.push({ from, to });
  }
  return merged;
}
