import type { AnalysedName, NameToken } from '../analysedName.js';
import { align } from './align.js';
import type { Alignment, Pair } from './alignment.js';
import { type NameScore, scoreAlignment } from './scoreAlignment.js';

/** How alike two names are, and why. The same whichever of them is named first. */
export function compareNames(a: AnalysedName, b: AnalysedName): NameScore {
  let best: NameScore | undefined;
  for (const one of [a.tokens, ...(a.others ?? [])])
    for (const other of [b.tokens, ...(b.others ?? [])]) {
      const score = scoreAlignment(alignEither(one, other), one, other, a.kind, Boolean(a.ordered && b.ordered));
      if (!best || score.score > best.score) best = score;
    }
  return best as NameScore;
}

// Why: where two pairings are as good as one another, the same is taken from both sides.
function alignEither(a: readonly NameToken[], b: readonly NameToken[]): Alignment {
  if (textOf(a) <= textOf(b)) return align(a, b);
  const { pairs, leftA, leftB } = align(b, a);
  const turned = ({ how, loss, a: ofA, b: ofB, atA, atB }: Pair): Pair => ({
    how,
    loss,
    a: ofB,
    b: ofA,
    atA: atB,
    atB: atA,
  });
  return { pairs: pairs.map(turned), leftA: leftB, leftB: leftA };
}

function textOf(tokens: readonly NameToken[]): string {
  let text = '';
  for (const { written } of tokens) text += `${written} `;
  return text;
}
