import { constantWords, countryName, numberWords } from '../../../parts/words.js';
import { listTexts } from '../../../texts/lists.js';
import type { ListDatum, Writing } from '../kinds/kind.js';
import type { Term } from './terms.js';

const texts = listTexts.terms;

/** How values of a datum are written, by its form where it has one. */
export function writingOf({ form, writing }: ListDatum): Writing {
  if (form?.is === 'constants') return 'constant';
  return (form && 'writing' in form ? form.writing : writing) ?? 'text';
}

/** One value of a datum in words: the name of a country, a constant without its capitals. */
export function wordsOf(value: string, writing: Writing): string {
  if (writing === 'constant') return constantWords(value);
  return writing === 'country' ? countryName(value) : value;
}

/** What a datum is narrowed to, in words. */
export function termWords(term: Term, datum: ListDatum): string {
  if (term.is === 'values') return valuesWords(term.values, writingOf(datum));
  if (term.is === 'begins') return texts.begins(term.text);
  if (term.is === 'span') return texts.span(term.from, term.to);
  if (term.is === 'none') return texts.none;
  if (term.is === 'range') return texts.range(numbered(term.least), numbered(term.most));
  const { south, west, north, east } = term.box;
  return texts.box(degrees(south), degrees(west), degrees(north), degrees(east));
}

function valuesWords(values: readonly string[], writing: Writing): string {
  const shown = values.slice(0, 3).map((value) => wordsOf(value, writing));
  return [...shown, ...(values.length > 3 ? [texts.more(values.length - 3)] : [])].join(texts.and);
}

const numbered = (value: number | undefined) => (value === undefined ? undefined : numberWords(value));
const degrees = (value: number) => `${Number(value.toFixed(2))}°`;
