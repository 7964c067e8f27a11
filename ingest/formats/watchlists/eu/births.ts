import type { XmlElement } from '../../../input/xml/xml.js';
import { distinctBirths, type StatedBirth } from '../births.js';
import type { Flags } from '../flags.js';
import { toSpan } from '../un/births.js';
import { joinStated } from '../un/parts.js';
import { allStated, childrenOf, isTrue, readCountry, stated, wordsOf } from './parts.js';

/** Dates and places of birth, and what neither can say. */
export interface Births {
  /** In file order. */
  readonly stated: readonly StatedBirth[];
  readonly places: readonly { readonly full: string; readonly country: string | null }[];
  readonly notes: readonly string[];
}

/** Reads all `birthdate`: a day, a month, a year, or a span of years, perhaps approximate; with a place, or a place alone. */
export function readBirths(entity: XmlElement, flags: Flags): Births {
  const elements = childrenOf(entity, 'birthdate');
  const dates = elements.map((element) => readDates(element, flags));
  const places = elements.flatMap((element) => readPlace(element, flags));
  return {
    stated: distinctBirths(dates.flatMap((date) => date.stated)),
    places: [...new Map(places.map((place) => [place.full, place])).values()],
    notes: dates.flatMap((date) => date.notes),
  };
}

function readDates(element: XmlElement, flags: Flags): Pick<Births, 'stated' | 'notes'> {
  const [calendar, from, to] = allStated(element, ['calendarType', 'yearRangeFrom', 'yearRangeTo']);
  // Why: the year 1343 of the solar Hijri calendar is 1964, and would be read as a year six centuries ago.
  const isOther = calendar !== null && calendar.toUpperCase() !== 'GREGORIAN';
  if (isOther) flags.raise('CALENDAR_OTHER');
  const read = (text: string | null): string | null => (isOther ? null : flags.date(text));
  const texts = toDateTexts(element);
  const exact = texts.flatMap((text) => read(text) ?? []);
  const [first, last] = [read(from), read(to)];
  const when = joinStated([...texts, toSpanWords(from, to)], ' and ');
  const words = joinStated(
    [
      when !== null && isTrue(element, 'circa') ? 'approximately' : null,
      when,
      when !== null && isOther ? `(${calendar} calendar)` : null,
      joinStated(wordsOf(element)),
    ],
    ' ',
  );
  const isPlain = exact.length === 1 && words === exact[0];
  return {
    stated: [...exact.map((date) => ({ date })), ...(first && last ? toSpan([first, last]) : [])],
    notes: words === null || isPlain ? [] : [`Born ${words}`],
  };
}

/** The whole date, and what day, month and year make, where that is another. */
function toDateTexts(element: XmlElement): readonly string[] {
  const [whole, parts] = [stated(element, 'birthdate'), toDateText(element)];
  return [whole, parts !== null && whole?.startsWith(parts) ? null : parts].filter((text) => text !== null);
}

/** The date that day, month and year make, as far as they go; `?` stands where one is missing that another needs. */
function toDateText(element: XmlElement): string | null {
  const [year, month, day] = allStated(element, ['year', 'monthOfYear', 'dayOfMonth']);
  if ((year ?? month ?? day) === null) return null;
  const twoDigits = (text: string | null): string | null => text?.padStart(2, '0') ?? null;
  return joinStated([year ?? '????', twoDigits(month) ?? (day === null ? null : '??'), twoDigits(day)], '-');
}

function toSpanWords(from: string | null, to: string | null): string | null {
  if (from !== null && to !== null) return `between ${from} and ${to}`;
  return from === null ? to && `in ${to} or before` : `in ${from} or later`;
}

function readPlace(element: XmlElement, flags: Flags): Births['places'] {
  const { code, name } = readCountry(element, flags);
  const full = joinStated([...allStated(element, ['place', 'city', 'region', 'zipCode']), name]);
  return full === null ? [] : [{ full, country: code }];
}
