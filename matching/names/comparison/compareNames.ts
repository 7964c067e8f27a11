import { readKorean } from '../../scripts/korean/syllables.js';
import type { AnalysedName, NamedKind, NameToken } from '../analysedName.js';
import { align, tells } from './align.js';
import { type Alignment, type Pair, swapped } from './alignment.js';
import { cutOff, maxContradicted, type NameScore, scoreAlignment } from './scoreAlignment.js';

/** The loss of one letter in a word of four. */
const oneSlip = 0.25;

/** How alike two names are, and why. Symmetric. */
export function compareNames(a: AnalysedName, b: AnalysedName): NameScore {
  const ordered = Boolean(a.ordered && b.ordered);
  let best = a.known !== undefined && a.known === b.known ? knownAs(a, b) : undefined;
  const [waysA, waysB] = [waysOf(a), waysOf(b)];
  const inSyllables = waysA.some(isKorean) && waysB.some(isKorean);
  for (const one of waysA)
    for (const other of waysB) {
      const score = scoreAlignment(alignEither(one, other, a.kind), one, other, a.kind, ordered);
      if (inSyllables && !(isKorean(one) && isKorean(other)) && !([...one, ...other].every(tells) && isInFull(score)))
        continue;
      if (!best || score.score > best.score) best = score;
    }
  const found = best as NameScore;
  const areTwo = a.known !== undefined && b.known !== undefined && a.known !== b.known;
  return areTwo && found.score >= cutOff ? ofTwo(found, a, b) : found;
}

/** One organization by two of its names. */
function knownAs(a: AnalysedName, b: AnalysedName): NameScore {
  const [one, other] = [a.tokens.filter(tells), b.tokens.filter(tells)];
  const pairs: readonly Pair[] = [{ how: 'meaning', loss: 0, a: one, b: other, atA: 0, atB: 0 }];
  return scoreAlignment({ pairs, leftA: [], leftB: [] }, one, other, a.kind, false);
}

/** Two organizations that are known, each by a name of its own. */
function ofTwo({ card }: NameScore, { tokens: a }: AnalysedName, { tokens: b }: AnalysedName): NameScore {
  const contradictions = [{ how: 'word', a: a.filter(tells), b: b.filter(tells), near: 0 }] as const;
  return { score: maxContradicted, state: 'contradicted', card: { ...card, contradictions } };
}

const waysOf = ({ tokens, others = [] }: AnalysedName): readonly (readonly NameToken[])[] => [tokens, ...others];

// Where both names are read in syllables, these are units: letter by letter, Jong Un and Jong Il would be alike.
// A slip of one letter between Latin letters remains one.
function isInFull({ card: { agreements, omissions } }: NameScore): boolean {
  const isSlip = ({ how, loss, a: [a], b: [b] }: Pair): boolean =>
    how === 'same' || how === 'spelling' || (how === 'typo' && loss <= oneSlip && !areSyllables(a, b));
  return omissions.length === 0 && agreements.every(isSlip);
}

// Hun and Hyun: another vowel makes another syllable.
function areSyllables(a: NameToken | undefined, b: NameToken | undefined): boolean {
  const [one, other] = [a?.readings[0] ?? '', b?.readings[0] ?? ''];
  if (initialOf(one) !== initialOf(other) || vowelsOf(one) === vowelsOf(other)) return false;
  return readKorean(one).length > 0 && readKorean(other).length > 0;
}

const initialOf = (reading: string): string => reading.replace(/[aeiouy].*/, '');
const vowelsOf = (reading: string): string => reading.replaceAll(/[^aeiouy]/g, '');

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

/** The cut-off of a search for a single word, with which no longer name agrees in full. */
const ofOneWord = 0.45;

/** The score from which on a person looks at what a search for these names finds: the cut-off, lower for a single word. */
export function lookFrom(asked: readonly AnalysedName[]): number {
  const isOneWord = asked.every(({ tokens }) => {
    const [only, ...more] = tokens.filter(tells);
    return only !== undefined && more.length === 0 && only.syllabic === undefined;
  });
  return isOneWord && asked.length > 0 ? ofOneWord : cutOff;
}
