import type { NamedKind } from '../names/analysedName.js';
import type { RecordScore } from '../records/compareRecords.js';
import type { Datum, Evidence, Silence } from '../records/record.js';
import type { CardWords, InEachLanguage, RankedName } from './cardWords.js';
import { english } from './english.js';
import { french } from './french.js';

/**
 * What a card says first, in each language: what agrees, what contradicts, what one side or neither shows, what would settle it. It
 * says of a record that it does not show a datum, never that it has none: the two are alike for who may not see it.
 *
 * @param score of the asked record, the first one, and a found one
 * @param ranked the rank of the found one's name
 */
export function cardSentence(score: RecordScore, kind: NamedKind, ranked: RankedName): InEachLanguage {
  return inEachLanguage((words) => {
    const parts = [
      ...agreementsOf(score, kind, ranked, words),
      ...contradictionsOf(score, kind, words),
      ...silenceOf(score, kind, words),
      score.isWeak ? words.weak : score.state === 'sameNameOnly' && words.nameOnly,
      score.settledBy && words.settles(dataOf([score.settledBy], kind, words)),
    ];
    return parts.flatMap((part) => (part ? [`${part.charAt(0).toUpperCase()}${part.slice(1)}.`] : [])).join(' ');
  });
}

/** What an answer says to a question of one part of a name, in each language. */
export const onePartSentence: InEachLanguage = inEachLanguage(({ onePart }) => onePart);

function inEachLanguage(say: (words: CardWords) => string): InEachLanguage {
  return { en: say(english), fr: say(french) };
}

function agreementsOf({ name, agreements }: RecordScore, kind: NamedKind, ranked: RankedName, words: CardWords) {
  const full = dataWhere(agreements, ({ says, how }) => says === 'agrees' && how === undefined);
  const near = dataWhere(agreements, ({ datum }) => !full.includes(datum));
  const also = dataOf(full, kind, words);
  const partly = near.length > 0 && words.near(dataOf(near, kind, words), near.length);
  const isOther = name.state === 'contradicted' || name.state === 'different';
  const extent = name.state === 'same' ? 'same' : name.state === 'agrees' ? 'alike' : 'part';
  if (!isOther) return [words.nameAgrees(ranked, extent, also, full.length), partly];
  const names = name.state === 'contradicted' ? words.namesContradict : words.namesDiffer;
  return [names, full.length > 0 && words.agrees(also, full.length), partly];
}

function contradictionsOf({ name, contradictions }: RecordScore, kind: NamedKind, words: CardWords) {
  const data = contradictions.map(({ datum }) => datum);
  if (data.length > 0) return [words.contradicts(dataOf(data, kind, words), data.length)];
  return name.state === 'contradicted' ? [] : [words.nothingContradicts];
}

function silenceOf({ silent }: RecordScore, kind: NamedKind, words: CardWords) {
  // Where neither side has them, an address and a number that only one person may have are no news.
  const isNews = ({ datum, statedBy }: Silence) =>
    statedBy !== 'neither' || (datum !== 'address' && (datum !== 'identifier' || kind !== 'person'));
  const told = silent.filter(isNews);
  const of = (side: Silence['statedBy'], say: (data: string) => string) => {
    const data = told.filter(({ statedBy }) => statedBy === side).map(({ datum }) => datum);
    return data.length > 0 && say(dataOf(data, kind, words));
  };
  return [
    of('second', words.recordAlone),
    of('first', words.askedAlone),
    of('neither', words.neither),
    of('both', words.tellsNothing),
  ];
}

function dataWhere(evidence: readonly Evidence[], holds: (each: Evidence) => boolean): readonly Datum[] {
  return evidence.filter(holds).map(({ datum }) => datum);
}

function dataOf(data: readonly Datum[], kind: NamedKind, words: CardWords): string {
  const named = data.map((datum) => words.data[datum === 'nationality' && kind !== 'person' ? 'country' : datum]);
  return [named.slice(0, -1).join(', '), named.at(-1) ?? ''].filter(Boolean).join(words.and);
}
