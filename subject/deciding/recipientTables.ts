import type { LetterWords } from '../catalogue/words.js';
import { wordFor } from '../catalogue/wordsOf.js';
import type { Draft } from '../draft/shape.js';
import type { LetterRecipient, RecipientTable } from '../letter/model.js';
import { categoryWords } from './categoryWords.js';
import type { ToldRecipient } from './toldRecipients.js';

/** Recipients of a letter: of data, in third countries, and those who were told of presence alone. */
export function recipientTables(draft: Draft, told: readonly ToldRecipient[], words: LetterWords): RecipientTable[] {
  const { headings } = words;
  const shown = told.filter(({ row }) => row.told !== 'PRESENCE');
  const within = shown.filter(({ row }) => !row.thirdCountry);
  const beyond = shown.filter(({ row }) => row.thirdCountry);
  const presence = told.filter(({ row }) => row.told === 'PRESENCE');
  const tables: readonly [heading: string, lines: readonly ToldRecipient[], note: string][] = [
    [headings.recipients, within, words.recipientsNote],
    [headings.thirdCountries, beyond, words.safeguards(draft.safeguards, draft.answeredBy)],
    [headings.presence, presence, words.presenceNote],
  ];
  return tables.flatMap(([heading, lines, note]) =>
    // Why the first also where it is empty: that the log shows nobody is an answer.
    lines.length > 0 || heading === headings.recipients
      ? [{ heading, rows: rowsOf(draft, lines, words), note: lines.length > 0 ? note : `${words.noRecipient} ${note}` }]
      : [],
  );
}

/** One line for each recipient and purpose, over all sources and months. */
function rowsOf(draft: Draft, lines: readonly ToldRecipient[], words: LetterWords): LetterRecipient[] {
  const groups = new Map<string, ToldRecipient[]>();
  for (const line of lines) {
    const key = JSON.stringify([whoOf(draft, line, words), line.row.purpose]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const rows = [...groups.values()].map((group): LetterRecipient => {
    const [first] = group;
    const purpose = first?.row.purpose ?? null;
    const times = group.flatMap(({ row }) => row.times ?? []);
    return {
      who: first ? whoOf(draft, first, words) : '',
      purpose: purpose === null ? null : wordFor(words.purposes, purpose),
      months: [...new Set(group.flatMap(({ row }) => row.month ?? []))].sort(),
      categories: [...new Set(group.flatMap(({ categories }) => categories))]
        .sort()
        .map((category) => categoryWords(draft, category, words)),
      times: times.length === 0 ? null : times.reduce((sum, each) => sum + each, 0),
    };
  });
  return rows.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ who, purpose }: LetterRecipient): string {
  return JSON.stringify([who, purpose ?? '']);
}

// By category, third countries by their code; by name where the officer says so (Article 15(1)(c) of Regulation (EU) 2016/679).
function whoOf(draft: Draft, { row }: ToldRecipient, words: LetterWords): string {
  if (row.agency === null && !row.restricted) return words.operator;
  if (row.agency === draft.answer.agency) return words.ownAuthority;
  const kind = row.agencyKind === null ? null : wordFor(words.agencyKinds, row.agencyKind);
  const category = kind === row.agencyKind ? words.otherAgency : (kind ?? words.otherAgency);
  const country = row.thirdCountry && row.country !== null ? ` (${row.country})` : '';
  const name = draft.recipientsBy === 'NAME' && !row.restricted && row.agency !== null ? `: ${row.agency}` : '';
  return `${category}${country}${name}`;
}
