import type { NameToken } from '../analysedName.js';
import { isNumberSlip } from '../analysis/numbers.js';
import { editCost, oneLetter } from './editCost.js';

/** How two words are one. */
export type Agreement =
  | 'same'
  | 'spelling'
  | 'reading'
  | 'typo'
  | 'joined'
  | 'initial'
  | 'acronym'
  | 'number'
  | 'nickname';

/** That two words may be one, and how much of the certainty is lost by it, from 0. */
export interface Likeness {
  readonly how: Agreement;
  readonly loss: number;
}

const same: Likeness = { how: 'same', loss: 0 };
const spelling: Likeness = { how: 'spelling', loss: 0.03 };
const reading: Likeness = { how: 'reading', loss: 0.05 };
const initial: Likeness = { how: 'initial', loss: 0.15 };
const numberSlip: Likeness = { how: 'number', loss: 0.2 };

/** How two words may be one; undefined where they are two. */
export function likeness(a: NameToken, b: NameToken): Likeness | undefined {
  if (a.written === b.written) return same;
  if (a.syllabic !== undefined && a.syllabic === b.syllabic) return undefined;
  if (a.role === 'initial' || b.role === 'initial') return initialLikeness(a, b);
  if (a.value !== undefined && b.value !== undefined) {
    if (a.value === b.value) return same;
    return a.role === 'number' && b.role === 'number' && isNumberSlip(a.value, b.value) ? numberSlip : undefined;
  }
  const equal = equalSound(a, b);
  if (equal || a.acronym || b.acronym || a.role === 'number' || b.role === 'number') return equal;
  if (Boolean(a.abjad) !== Boolean(b.abjad)) return likeConsonants(a, b);
  return typo(a, b);
}

function initialLikeness(a: NameToken, b: NameToken): Likeness | undefined {
  const one = a.readings[0]?.[0];
  if (a.role === b.role) return one === b.readings[0] ? same : undefined;
  const [letter, word] = a.role === 'initial' ? [a, b] : [b, a];
  return word.readings.some((each) => each[0] === letter.readings[0]) ? initial : undefined;
}

function equalSound(a: NameToken, b: NameToken): Likeness | undefined {
  for (const one of a.sounds)
    for (const other of b.sounds) if (one === other) return a.readings[0] === b.readings[0] ? same : spelling;
  return undefined;
}

// Where one side wrote no vowels, the other's are left out.
function likeConsonants(a: NameToken, b: NameToken): Likeness | undefined {
  const [one, other] = [a.consonants, b.consonants];
  if (one === other) return one.length > 1 ? reading : undefined;
  const length = Math.max(one.length, other.length);
  if (length < 3) return undefined;
  const cost = editCost(one, other, oneLetter);
  return cost > oneLetter ? undefined : { how: 'typo', loss: 0.05 + cost / oneLetter / (length + 2) };
}

/** Tenths of a letter that may differ in a word of so many letters. */
export function editBudget(length: number): number {
  if (length < 3) return 5;
  if (length < 8) return 11;
  return length < 11 ? 16 : 21;
}

function typo(a: NameToken, b: NameToken): Likeness | undefined {
  let best: Likeness | undefined;
  for (const one of a.sounds)
    for (const other of b.sounds) {
      const length = Math.max(one.length, other.length);
      if (Math.abs(one.length - other.length) > 3) continue;
      const limit = editBudget(length);
      const cost = editCost(one, other, limit);
      const loss = cost / oneLetter / length;
      if (cost <= limit && (!best || loss < best.loss)) best = { how: 'typo', loss };
    }
  return best;
}
