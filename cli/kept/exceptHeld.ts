import { mergeSpans, parseSpan, type Span, splitSpans, writeSpan } from '../../auditlog/spans.js';
import type { Act } from '../../storage/acts/act.js';

/**
 * Acts without the log entries that were put on hold later. What an act took cannot be held: an earlier one that names them was
 * listed and not done, and is not to be done now.
 *
 * @param acts is read twice
 */
export function* exceptHeld(acts: Iterable<Act>): Generator<Act> {
  const holds: { readonly place: number; readonly log: string; readonly spans: readonly Span[] }[] = [];
  let place = 0;
  for (const act of acts) {
    place += 1;
    if (act.kind === 'HOLD') holds.push({ place, log: act.log, spans: toSpans(act.spans) });
  }
  place = 0;
  for (const act of acts) {
    place += 1;
    if (act.kind !== 'ERASE' && act.kind !== 'EXPIRE') yield act;
    else {
      const later = holds.filter((hold) => hold.log === act.log && hold.place > place);
      const { rest } = splitSpans(
        mergeSpans(toSpans(act.spans)),
        later.flatMap(({ spans }) => spans),
      );
      if (rest.length > 0) yield { ...act, spans: rest.map(writeSpan) };
    }
  }
}

/** The entries that an act names. */
export function toSpans(texts: readonly string[]): readonly Span[] {
  return texts.flatMap((text) => parseSpan(text) ?? []);
}
