import type { NameToken } from '../analysedName.js';
import { consonantsIn, soundOf } from '../analysis/sound.js';
import type { Pair } from './alignment.js';
import { likeness } from './likeness.js';

const mostJoined = 4;
const joinedLoss = 0.02;
const acronymLoss = 0.15;

/** Words of one side that the other wrote as one (van der Bilt, Vanderbilt), or as an acronym, the likest first. */
export function joinedPairs(
  a: readonly NameToken[],
  b: readonly NameToken[],
  usedA: ReadonlySet<NameToken>,
  usedB: ReadonlySet<NameToken>,
): readonly Pair[] {
  const found = [
    ...joinsOf(a, b, usedA, usedB),
    ...joinsOf(b, a, usedB, usedA).map((pair) => ({ ...pair, a: pair.b, b: pair.a, atA: pair.atB, atB: pair.atA })),
  ];
  return found.sort((x, y) => x.loss - y.loss);
}

function joinsOf(
  many: readonly NameToken[],
  few: readonly NameToken[],
  usedMany: ReadonlySet<NameToken>,
  usedFew: ReadonlySet<NameToken>,
): Pair[] {
  const found: Pair[] = [];
  few.forEach((one, atB) => {
    if (usedFew.has(one) || one.role === 'number') return;
    for (let atA = 0; atA < many.length; atA += 1)
      for (let end = atA + 2; end <= Math.min(many.length, atA + mostJoined); end += 1) {
        const parts = many.slice(atA, end);
        if (parts.some((each) => usedMany.has(each))) break;
        const like = joinLikeness(parts, one);
        if (like) found.push({ ...like, a: parts, b: [one], atA, atB });
      }
  });
  return found;
}

function joinLikeness(parts: readonly NameToken[], one: NameToken): Pick<Pair, 'how' | 'loss'> | undefined {
  const letters = parts.filter(({ role }) => role !== 'glue');
  const shortest = one.readings[0] ?? '';
  if (
    shortest.length > 1 &&
    shortest.length === letters.length &&
    letters.every(({ readings: [first = ''] }, at) => first[0] === shortest[at])
  )
    return { how: 'acronym', loss: acronymLoss };
  const length = parts.reduce((sum, { readings: [first = ''] }) => sum + first.length, 0);
  if (!one.abjad && Math.abs(length - shortest.length) > 4 && !one.syllabic) return undefined;
  const like = likeness(joinTokens(parts), one);
  return like && { how: 'joined', loss: like.loss + joinedLoss };
}

function joinTokens(parts: readonly NameToken[]): NameToken {
  const reading = parts.map(({ readings: [first = ''] }) => first).join('');
  return {
    written: parts.map(({ written }) => written).join(''),
    role: 'name',
    readings: [reading],
    sounds: [soundOf(reading)],
    consonants: consonantsIn(reading),
    ...(parts.every(({ abjad }) => abjad !== undefined) ? { abjad: parts.map(({ abjad }) => abjad).join('') } : {}),
    weight: 1,
  };
}
