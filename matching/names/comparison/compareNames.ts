import type { AnalysedName, NamedKind, NameToken } from '../analysedName.js';
import { align } from './align.js';
import { type Alignment, swapped } from './alignment.js';
import { type NameScore, scoreAlignment } from './scoreAlignment.js';

/** How alike two names are, and why. Symmetric. */
export function compareNames(a: AnalysedName, b: AnalysedName): NameScore {
  const ordered = Boolean(a.ordered && b.ordered);
  let best: NameScore | undefined;
  for (const one of [a.tokens, ...(a.others ?? [])])
    for (const other of [b.tokens, ...(b.others ?? [])]) {
      const score = scoreAlignment(alignEither(one, other, a.kind), one, other, a.kind, ordered);
      if (!best || score.score > best.score) best = score;
    }
  return best as NameScore;
}

// Always aligns in one order, so that equally good pairings give the same result from both sides.
function alignEither(a: readonly NameToken[], b: readonly NameToken[], kind: NamedKind): Alignment {
  if (!isAfter(a, b)) return align(a, b, kind);
  const { pairs, leftA, leftB } = align(b, a, kind);
  return { pairs: pairs.map(swapped), leftA: leftB, leftB: leftA };
}

function isAfter(a: readonly NameToken[], b: readonly NameToken[]): boolean {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const [one, other] = [a[at]?.written ?? '', b[at]?.written ?? ''];
    if (one !== other) return one > other;
  }
  return a.length > b.length;
}
