import type { AnalysedName, NameToken } from '../names/analysedName.js';
import { cutOff } from '../names/comparison/scoreAlignment.js';
import type { AnalysedRecord, Evidence } from './record.js';
import { weights } from './weights.js';

/** Ships share names, and names are changed to deceive: no name alone makes more. */
const mostByName = 0.9;

/** What a ship's name makes by itself: from the cut-off on, the less the more usual its words are. */
export function byShipsName(score: number, a: AnalysedName, b: AnalysedName): number {
  if (score < cutOff) return score;
  const rarity = Math.min(shipNameRarity(a), shipNameRarity(b));
  return cutOff + ((mostByName - cutOff) * rarity * (score - cutOff)) / (1 - cutOff);
}

/** How much a ship's name says, 0 to 1: words that many ships carry, numbers and short words say little. */
export function shipNameRarity({ tokens }: AnalysedName): number {
  return 1 - tokens.reduce((product, token) => product * (1 - toldBy(token)), 1);
}

function toldBy({ role, readings: [first = ''] }: NameToken): number {
  if (role === 'title') return 0;
  if (role === 'number' || first.length < 3) return 0.05;
  return usualWords.has(first) ? 0.12 : Math.min(0.65, 0.08 * first.length + 0.1);
}

/** Words that recur most in the names of merchant ships; counted over incident reports of 1993 to 2018. */
const usualWords: ReadonlySet<string> = new Set(
  `star sea ocean maersk pacific express glory lady spirit trader sun eagle river atlantic gas golden bridge clipper
  arrow tiger pioneer falcon great maru venture princess pride new nord oriental bay ace king bird fortune queen san
  diamond explorer island cape msc cma cgm hanjin united global victoria gulf eastern northern southern western british
  asia asian hope lucky happy silver blue red green white black moon wave wind dragon lion dolphin pearl crown royal
  grace marine navigator champion leader world international and the`.split(/\s+/),
);

/** What the flags of two vessels say, where both have one, or had. */
export function compareFlags(a: AnalysedRecord, b: AnalysedRecord): Evidence | undefined {
  const [ofA, ofB] = [flagsOf(a), flagsOf(b)];
  if (ofA.length === 0 || ofB.length === 0) return undefined;
  const { agrees, former, disagrees } = weights.flag;
  if (a.flag !== undefined && a.flag === b.flag) return { datum: 'flag', says: 'agrees', bits: agrees };
  return ofA.some((each) => ofB.includes(each))
    ? { datum: 'flag', says: 'near', bits: former, how: 'a former flag' }
    : { datum: 'flag', says: 'disagrees', bits: disagrees };
}

function flagsOf({ flag, formerFlags = [] }: AnalysedRecord): readonly string[] {
  return flag === undefined ? formerFlags : [flag, ...formerFlags];
}

const emptyWords: ReadonlySet<string> = new Set(['vessel', 'ship', 'other', 'unknown']);

/** What the types of two vessels say, by the words that both have. */
export function compareTypes(a: string, b: string): Evidence | undefined {
  const [ofA, ofB] = [wordsOf(a), wordsOf(b)];
  if (ofA.length === 0 || ofB.length === 0) return undefined;
  const says = ofA.some((word) => ofB.includes(word)) ? 'agrees' : 'disagrees';
  return { datum: 'type', says, bits: weights.type[says] };
}

function wordsOf(type: string): readonly string[] {
  return (type.match(/[a-z]{3,}/g) ?? []).filter((word) => !emptyWords.has(word));
}
