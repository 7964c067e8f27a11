import type { AnalysedName, NamedKind, NameToken } from '../analysedName.js';
import { align, tells } from './align.js';
import { type Alignment, type Pair, swapped } from './alignment.js';
import { type NameScore, scoreAlignment } from './scoreAlignment.js';

/** The loss of one letter in a word of four. */
const oneSlip = 0.25;

/** How alike two names are, and why. Symmetric. */
export function compareNames(a: AnalysedName, b: AnalysedName): NameScore {
  const ordered = Boolean(a.ordered && b.ordered);
  let best: NameScore | undefined;
  const [waysA, waysB] = [waysOf(a), waysOf(b)];
  const inSyllables = waysA.some(isKorean) && waysB.some(isKorean);
  for (const one of waysA)
    for (const other of waysB) {
      const score = scoreAlignment(alignEither(one, other, a.kind), one, other, a.kind, ordered);
      if (inSyllables && !(isKorean(one) && isKorean(other)) && !([...one, ...other].every(tells) && isInFull(score)))
        continue;
      if (!best || score.score > best.score) best = score;
    }
  return best as NameScore;
}

const waysOf = ({ tokens, others = [] }: AnalysedName): readonly (readonly NameToken[])[] => [tokens, ...others];

// Where both names are read in syllables, these are units: letter by letter, Jong Un and Jong Il would be alike.
// A slip of one letter between Latin letters remains one.
function isInFull({ card: { agreements, omissions } }: NameScore): boolean {
  const isSlip = ({ how, loss }: Pair): boolean =>
    how === 'same' || how === 'spelling' || (how === 'typo' && loss <= oneSlip);
  return omissions.length === 0 && agreements.every(isSlip);
}

function isKorean(tokens: readonly NameToken[]): boolean {
  return tokens.some(({ korean }) => korean);
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
