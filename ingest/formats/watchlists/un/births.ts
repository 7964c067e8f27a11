import type { XmlElement } from '../../../input/xml/xml.js';
import { distinctBirths, type StatedBirth } from '../births.js';
import type { Flags } from '../flags.js';
import { parseOfacDate } from '../ofac/dates.js';
import { joinStated, partsOf, textOf, textsOf } from './parts.js';

/** Dates of birth, and what no date can say. */
export interface Births {
  /** In file order. */
  readonly stated: readonly StatedBirth[];
  readonly notes: readonly string[];
}

/** Reads `INDIVIDUAL_DATE_OF_BIRTH`: exact, approximate, or between two years, each as precise as stated and once. */
export function readBirths(individual: XmlElement, flags: Flags): Births {
  const births = partsOf(individual, 'INDIVIDUAL_DATE_OF_BIRTH').map((part) => readBirth(part, flags));
  return {
    stated: distinctBirths(births.flatMap(({ stated }) => stated)),
    notes: births.flatMap(({ notes }) => notes),
  };
}

function readBirth(part: XmlElement, flags: Flags): Births {
  const type = textOf(part, 'TYPE_OF_DATE')?.toUpperCase() ?? null;
  const [date, year, from, to, note] = textsOf(part, ['DATE', 'YEAR', 'FROM_YEAR', 'TO_YEAR', 'NOTE']);
  if (type !== null && !['EXACT', 'APPROXIMATELY', 'BETWEEN'].includes(type)) flags.raise('DATE_TYPE_UNKNOWN');
  const inNote = note === null ? null : parseOfacDate(year === null ? note : `${note} ${year}`);
  // Why the note before the year: `Sep.` beside 1958 is the month that the list has no element for.
  const exact = flags.date(date) ?? (date === null ? inNote?.date : undefined) ?? flags.date(year);
  const span = [flags.date(from), flags.date(to)].filter((stated) => stated !== null);
  const dates = [...(exact ? [exact] : []), ...span];
  const unread = [date, year, from, to].filter((stated) => stated !== null && flags.date(stated) === null);
  const words = joinStated(
    [
      type === 'APPROXIMATELY' ? 'approximately' : null,
      type === 'BETWEEN' || span.length > 0 ? 'between' : null,
      joinStated(dates.length > 0 ? dates : unread, ' and '),
      inNote !== null && inNote.date === exact ? null : note,
    ],
    ' ',
  );
  const plain = dates.length === 1 && words === dates[0];
  return {
    stated: [...(exact ? [{ date: exact }] : []), ...toSpan(span)],
    notes: words === null || plain ? [] : [`Born ${words}`],
  };
}

/** Two years in their order are a span; one, or two in another order, are dates. */
export function toSpan([from, to]: readonly string[]): StatedBirth[] {
  if (from !== undefined && to !== undefined && from < to) return [{ date: from, until: to }];
  return [from, to].flatMap((date) => (date === undefined ? [] : [{ date }]));
}
