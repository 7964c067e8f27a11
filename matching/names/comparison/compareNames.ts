import type { AnalysedName, NamedKind, NameToken } from '../analysedName.js';
import { align } from './align.js';
import type { Alignment, Pair } from './alignment.js';
import { type NameScore, scoreAlignment } from './scoreAlignment.js';

/** How alike two names are, and why. The same whichever of them is named first. */
export function compareNames(a: AnalysedName, b: AnalysedName): NameScore {
  let best: NameScore | undefined;
  for (const one of [a.tokens, ...(a.others ?? [])])
    for (const other of [b.tokens, ...(b.others ?? [])]) {
      const score = scoreAlignment(
        alignEither(one, other, a.kind),
        one,
        other,
        a.kind,
        Boolean(a.ordered && b.ordered),
      );
      if (!best || score.score > best.score) best = score;
    }
  return best as NameScore;
}

// Why: where two pairings are as good as one another, the same is taken from both sides.
function alignEither(a: readonly NameToken[], b: readonly NameToken[], kind: NamedKind): Alignment {
  if (!isAfter(a, b)) return align(a, b, kind);
  const { pairs, leftA, leftB } = align(b, a, kind);
  const turned = ({ how, loss, a: ofB, b: ofA, atA, atB }: Pair): Pair => ({
    how,
    loss,
    a: ofA,
    b: ofB,
    atA: atB,
    atB: atA,
  });
  return { pairs: pairs.map(turned), leftA: leftB, leftB: leftA };
}

function isAfter(a: readonly NameToken[], b: readonly NameToken[]): boolean {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const [one, other] = [a[at]?.written ?? '', b[at]?.written ?? ''];
    if (one !== other) return one > other;
  }
  return a.length > b.length;
}
