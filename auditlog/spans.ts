/** Entries `from` to `to` of a log, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Adds an entry to sorted spans. */
export function addToSpans(spans: Span[], index: number): void {
  const last = spans.at(-1);
  if (last?.to === index - 1) spans[spans.length - 1] = { from: last.from, to: index };
  else spans.push({ from: index, to: index });
}

/** Adds an entry to the sorted spans of its group. */
export function addToGroup(groups: Map<string, Span[]>, group: string, index: number): void {
  const spans = groups.get(group) ?? [];
  addToSpans(spans, index);
  groups.set(group, spans);
}

/** The same entries, sorted and each once. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to + 1) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else merged.push({ from, to });
  }
  return merged;
}

/** The text of a span: `7`, `12-20`. */
export function writeSpan({ from, to }: Span): string {
  return to === from ? `${from}` : `${from}-${to}`;
}

/** What `writeSpan` wrote; null for anything else. */
export function parseSpan(text: string): Span | null {
  const match = /^(0|[1-9][0-9]{0,14})(?:-([1-9][0-9]{0,14}))?$/.exec(text);
  const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  return match && from <= to ? { from, to } : null;
}

/** Splits sorted spans into the entries that other spans contain, and the rest. */
export function splitSpans(
  spans: readonly Span[],
  others: readonly Span[],
): { readonly within: readonly Span[]; readonly rest: readonly Span[] } {
  const [within, rest]: [Span[], Span[]] = [[], []];
  const cuts = mergeSpans(others);
  let first = 0;
  for (const { from, to } of spans) {
    let next = from;
    while ((cuts[first]?.to ?? from) < from) first += 1;
    for (let i = first, cut = cuts[i]; cut && cut.from <= to; i += 1, cut = cuts[i]) {
      const [start, end] = [Math.max(cut.from, next), Math.min(cut.to, to)];
      if (start > next) rest.push({ from: next, to: start - 1 });
      within.push({ from: start, to: end });
      next = end + 1;
    }
    if (next <= to) rest.push({ from: next, to });
  }
  return { within, rest };
}

/** The number of entries. */
export function countOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}
