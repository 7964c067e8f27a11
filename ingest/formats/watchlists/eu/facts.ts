import { toCountryCode } from '../../../codes/countries.js';
import type { XmlElement } from '../../../input/xml/xml.js';
import type { StatedAddress } from '../../../records/persons.js';
import { type Channel, readContacts, toChannel } from '../contacts.js';
import { distinctBirths, toSpan } from '../dates.js';
import type { Flags } from '../flags.js';
import { allStated, below, distinctBy, joinStated, stated, toLine } from '../parts.js';

/** What an element states in words: its remarks, and pairs of a key and a value. */
export function wordsOf(element: XmlElement): readonly string[] {
  return [
    ...below(element, 'remark').map(({ text }) => toLine(text)),
    ...below(element, 'additionalInformation').map((pair) => joinStated(allStated(pair, ['key', 'value']), ': ')),
  ].filter((words) => words !== null);
}

/** Attributes in words, under their labels: `issued by Office of Examples`. */
export function labelled(element: XmlElement, labels: Readonly<Record<string, string>>): (string | null)[] {
  return Object.entries(labels).map(([attribute, label]) => {
    const text = stated(element, attribute);
    return text && `${label} ${text}`;
  });
}

/** Whether an attribute is `true`. */
export function isTrue(element: XmlElement, name: string): boolean {
  return stated(element, name)?.toLowerCase() === 'true';
}

/**
 * The country of an element: its code, and its name in the list. `00` and `UNKNOWN` state that none is known and raise no
 * flag.
 */
export function readCountry(
  element: XmlElement,
  flags: Flags,
): { readonly code: string | null; readonly name: string | null } {
  const [iso, description] = allStated(element, ['countryIso2Code', 'countryDescription']);
  const code = iso === '00' ? null : iso;
  const name = description?.toUpperCase() === 'UNKNOWN' ? null : description;
  const found = toCountryCode(code) ?? toCountryCode(name);
  if (found === null && (code ?? name) !== null) flags.raise('COUNTRY_UNKNOWN');
  return { code: found, name: name ?? code };
}

/** Reads all `citizenship`; a lost one stays in words only. */
export function readCitizenships(entity: XmlElement, flags: Flags) {
  const all = below(entity, 'citizenship').map((element) => {
    const { code, name } = readCountry(element, flags);
    const [region, until] = allStated(element, ['region', 'disenfranchisementDate']);
    const dates = labelled(element, { acquisitionDate: 'since', disenfranchisementDate: 'until' });
    const words = joinStated([region, ...dates, ...wordsOf(element)]);
    const isUnread = name !== null && code === null;
    return {
      code: until === null ? code : null,
      note: words === null && !isUnread ? null : joinStated(['Citizenship', joinStated([name, words])], ': '),
    };
  });
  return {
    codes: [...new Set(all.flatMap(({ code }) => code ?? []))],
    notes: all.flatMap(({ note }) => note ?? []),
  };
}

/** Reads all `birthdate`: a day, month, year or span of years, possibly approximate, and a place; or a place alone. */
export function readBirths(entity: XmlElement, flags: Flags) {
  const elements = below(entity, 'birthdate');
  const dates = elements.map((element) => readDates(element, flags));
  const places = elements.flatMap((element) => readPlace(element, flags));
  return {
    stated: distinctBirths(dates.flatMap((date) => date.stated)),
    places: distinctBy(places, ({ full }) => full),
    notes: dates.flatMap((date) => date.notes),
  };
}

function readDates(element: XmlElement, flags: Flags) {
  const [calendar, from, to] = allStated(element, ['calendarType', 'yearRangeFrom', 'yearRangeTo']);
  // Why not read: the year 1343 of the solar Hijri calendar is 1964.
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

/**
 * The whole date, and the date of the elements for year, month and day where that differs; `?` replaces a missing year or
 * month.
 */
function toDateTexts(element: XmlElement): readonly string[] {
  const [whole, year, month, day] = allStated(element, ['birthdate', 'year', 'monthOfYear', 'dayOfMonth']);
  const twoDigits = (text: string | null): string | null => text?.padStart(2, '0') ?? null;
  const date = [year ?? '????', twoDigits(month) ?? (day === null ? null : '??'), twoDigits(day)];
  const parts = (year ?? month ?? day) === null ? null : joinStated(date, '-');
  return [whole, parts !== null && whole?.startsWith(parts) ? null : parts].filter((text) => text !== null);
}

function toSpanWords(from: string | null, to: string | null): string | null {
  if (from !== null && to !== null) return `between ${from} and ${to}`;
  return from === null ? to && `in ${to} or before` : `in ${from} or later`;
}

function readPlace(element: XmlElement, flags: Flags) {
  const { code, name } = readCountry(element, flags);
  const full = joinStated([...allStated(element, ['place', 'city', 'region', 'zipCode']), name]);
  return full === null ? [] : [{ full, country: code }];
}

/** Reads all `address`: places, contacts, and the rest in words. An address of only a remark is a note. */
export function readAddresses(entity: XmlElement, flags: Flags) {
  const all = below(entity, 'address').map((element) => {
    const address = readAddress(element, flags);
    const words = joinStated([isTrue(element, 'asAtListingTime') ? 'as at listing time' : null, ...wordsOf(element)]);
    return { address, note: words && `${joinStated(['Address', address.full ?? null], ' ')}: ${words}` };
  });
  const contacts = below(entity, 'address', 'contactInfo').map(readContact);
  const valuesOf = (channel: Channel): string[] => [
    ...new Set(contacts.flatMap((contact) => (contact.channel === channel ? contact.values : []))),
  ];
  return {
    addresses: all.map(({ address }) => address).filter(({ full }) => full !== null),
    contact: { phones: valuesOf('PHONE'), emails: valuesOf('EMAIL'), websites: valuesOf('WEB') },
    notes: [...all, ...contacts].flatMap(({ note }) => note ?? []),
  };
}

function readAddress(element: XmlElement, flags: Flags): StatedAddress {
  const [street, city, region, postalCode, place] = allStated(element, [
    ...(['street', 'city', 'region', 'zipCode', 'place'] as const),
  ]);
  const { code, name } = readCountry(element, flags);
  const road = joinStated([street, ...labelled(element, { poBox: 'PO Box' })]);
  const full = joinStated([road, place, city, region, postalCode, name]);
  return { full, street: road, city, region, postalCode, country: code };
}

/** One or several values between commas; a note where not all of them have the form of their key. */
function readContact(element: XmlElement): { channel: Channel | null; values: readonly string[]; note: string | null } {
  const [key, value] = allStated(element, ['key', 'value']);
  const channel = toChannel(key);
  const { values, isWhole } = readContacts(channel, value?.split(/[,;]/) ?? []);
  const isRead = value === null || (channel !== null && isWhole);
  return { channel, values, note: isRead ? null : joinStated([key, value], ': ') };
}
