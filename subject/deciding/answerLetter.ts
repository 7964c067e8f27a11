import { fieldLabel } from '../catalogue/fields.js';
import type { LetterWords } from '../catalogue/words.js';
import { wordFor, wordsOf } from '../catalogue/wordsOf.js';
import type { Draft } from '../draft/shape.js';
import type { LetterCategory, LetterModel, LetterRecord, LetterSource } from '../letter/model.js';
import { type SubjectSource, subjectSources } from '../sources.js';
import { categoryWords } from './categoryWords.js';
import { citedRegimes, letterHead } from './letterHead.js';
import { placesAmong } from './places.js';
import { recipientTables } from './recipientTables.js';
import { type ToldHolding, toldCategories } from './toldHoldings.js';
import type { ToldRecipient } from './toldRecipients.js';

/**
 * The letter that tells this much. Of what is not told nothing comes in here, so a letter from which all was left out is that of
 * nothing found.
 */
export function answerLetter(
  draft: Draft,
  holdings: readonly ToldHolding[],
  recipients: readonly ToldRecipient[],
): LetterModel {
  const words = wordsOf(draft.language);
  const { answeredBy, court, reasonsTold } = draft;
  const regimes = citedRegimes(draft);
  const isTelling = holdings.length > 0;
  const automation = regimes.some(({ articles }) => articles?.tellsOfAutomation) ? [words.automation] : [];
  return {
    ...letterHead(draft),
    title: words.title,
    opening: [
      ...regimes.map(words.regime),
      isTelling ? words.opening.told : words.opening.nothing,
      ...(reasonsTold ? [words.refused(reasonsTold)] : []),
    ],
    sources: sourcesOf(draft, holdings, words),
    recipients: isTelling ? recipientTables(draft, recipients, words) : [],
    rights: [
      ...regimes.map((regime) => words.ask(regime, answeredBy)),
      ...regimes.map(words.complain),
      ...regimes.flatMap((regime) => [words.bySupervisor(regime) ?? [], words.proceedings(regime) ?? []].flat()),
      ...(court ? [words.court(court)] : []),
      ...automation,
      words.special(answeredBy),
    ],
    last: words.last,
  };
}

function sourcesOf(draft: Draft, holdings: readonly ToldHolding[], words: LetterWords): LetterSource[] {
  let number = 0;
  return subjectSources.flatMap((source: SubjectSource) => {
    // The person first, then what points at them.
    const types = Object.keys(words.types);
    const told = holdings
      .filter((each) => each.source === source)
      .toSorted((one, other) => types.indexOf(one.holding.type) - types.indexOf(other.holding.type));
    if (told.length === 0) return [];
    const records = told.map((each) => {
      number += 1;
      return recordOf(draft, each, number, words);
    });
    const categories = [...new Set(told.flatMap(toldCategories))].sort();
    return [
      { heading: words.sources[source], records, categories: categories.map((each) => reasonsOf(draft, each, words)) },
    ];
  });
}

function recordOf(
  draft: Draft,
  { holding, told, choice }: ToldHolding,
  number: number,
  words: LetterWords,
): LetterRecord {
  const places = placesAmong(told.map(({ path }) => path));
  const retention = holding.expiresAt === null ? words.noEndStated : words.keptUntil(holding.expiresAt.slice(0, 10));
  return {
    title: words.record(number, wordFor(words.types, holding.type)),
    facts: [
      { label: words.foundByLabel, value: wordFor(words.foundBy, holding.foundBy) },
      { label: words.origin, value: holding.source },
      { label: words.retention, value: retention },
    ],
    data: told.map(({ category, value }, index) => ({
      field: fieldLabel(places[index] ?? '', draft.language),
      value,
      category: categoryWords(draft, category, words),
    })),
    // Without indexes: they would tell how many there are.
    copied: choice.copied.map(({ path, words: extract }) => ({
      label: fieldLabel(path.replaceAll(/\[\d+\]/g, ''), draft.language),
      value: extract,
    })),
  };
}

function reasonsOf(draft: Draft, category: string, words: LetterWords): LetterCategory {
  const row = draft.answer.categories.find((each) => each.category === category);
  return {
    words: categoryWords(draft, category, words),
    purposes: (row?.purposes ?? []).map((purpose) => wordFor(words.purposes, purpose)),
    basis: row?.basis ?? [],
  };
}
