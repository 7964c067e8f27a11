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
