import type { AnalysedName, NameToken } from '../names/analysedName.js';
import { cutOff } from '../names/comparison/scoreAlignment.js';
import type { AnalysedRecord, Evidence } from './record.js';
import { maxByNames, weights } from './weights.js';

/** The score of two ships by name alone: above the cut-off, lower the more common the words are. Names are changed to deceive. */
export function shipNameScore(score: number, a: AnalysedName, b: AnalysedName): number {
  if (score < cutOff) return score;
  const rarity = Math.min(shipNameRarity(a), shipNameRarity(b));
  return cutOff + ((maxByNames - cutOff) * rarity * (score - cutOff)) / (1 - cutOff);
}

/** How distinctive a ship's name is, 0 to 1: common words, numbers and short words say little. */
export function shipNameRarity({ tokens }: AnalysedName): number {
  return 1 - tokens.reduce((product, token) => product * (1 - rarityOf(token)), 1);
}

function rarityOf({ role, readings: [first = ''] }: NameToken): number {
  if (role === 'title') return 0;
  if (role === 'number' || first.length < 3) return 0.05;
  return commonWords.has(first) ? 0.12 : Math.min(0.65, 0.08 * first.length + 0.1);
}

/** The most frequent words in names of merchant ships, counted in incident reports of 1993 to 2018. */
const commonWords: ReadonlySet<string> = new Set(
  `star sea ocean maersk pacific express glory lady spirit trader sun eagle river atlantic gas golden bridge clipper
  arrow tiger pioneer falcon great maru venture princess pride new nord oriental bay ace king bird fortune queen san
  diamond explorer island cape msc cma cgm hanjin united global victoria gulf eastern northern southern western british
  asia asian hope lucky happy silver blue red green white black moon wave wind dragon lion dolphin pearl crown royal
  grace marine navigator champion leader world international and the`.split(/\s+/),
);

/** Compares the flags of two vessels, present and former. */
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

/** Compares the types of two vessels by their words. */
export function compareTypes(a: string, b: string): Evidence | undefined {
  const [ofA, ofB] = [wordsOf(a), wordsOf(b)];
  if (ofA.length === 0 || ofB.length === 0) return undefined;
  const says = ofA.some((word) => ofB.includes(word)) ? 'agrees' : 'disagrees';
  return { datum: 'type', says, bits: weights.type[says] };
}

function wordsOf(type: string): readonly string[] {
  return (type.match(/[a-z]{3,}/g) ?? []).filter((word) => !emptyWords.has(word));
}
