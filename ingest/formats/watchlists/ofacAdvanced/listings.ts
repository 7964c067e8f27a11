import type { XmlElement } from '../../../input/xml/xml.js';
import type { StatedSanction } from '../../../records/persons.js';
import { toListing } from '../ofac/read.js';
import { below, joinStated, textOf } from '../parts.js';
import { toPartialDate } from './dates.js';
import type { PartyReading } from './places.js';
import { commentsOf } from './references.js';

/** The default list. */
const mainList = /^SDN List$/i;

/** Reads the `SanctionsEntry`s of a profile: one listing a programme, with its dates and its legal basis. */
export function readListings(
  entries: readonly XmlElement[],
  authorityId: string,
  reading: PartyReading,
): StatedSanction[] {
  const listings = entries.map((entry) => readListing(entry, reading));
  if (listings.every(({ programmes }) => programmes.length === 0)) reading.flags.raise('PROGRAMME_MISSING');
  return listings.flatMap(({ programmes, list, ...facts }) =>
    (programmes.length > 0 ? programmes : [list ?? 'OFAC']).map((programme) => ({
      ...toListing(programme, authorityId),
      ...facts,
    })),
  );
}

function readListing(entry: XmlElement, reading: PartyReading) {
  const { references } = reading;
  const list = references.textOf('List', entry.attributes.ListID);
  const measures = below(entry, 'SanctionsMeasure').map((measure) => {
    const type = references.textOf('SanctionsType', measure.attributes.SanctionsTypeID) ?? 'Measure';
    return { type, isProgramme: /^program/i.test(type), comment: textOf(measure, 'Comment') };
  });
  const others = measures.filter(({ isProgramme }) => !isProgramme);
  const words = [
    list === null || mainList.test(list) ? null : list,
    ...commentsOf(entry, ...below(entry, 'EntryEvent')),
    textOf(entry, 'LimitationsToListing'),
    ...below(entry, 'SupportingInfo').map((info) => textOf(info, 'Text')),
  ];
  return {
    programmes: [...new Set(measures.flatMap(({ isProgramme, comment }) => (isProgramme && comment) || []))],
    list,
    ...readEvents(entry, reading),
    provisions: joinDistinct(others.map(({ type, comment }) => joinStated([type, comment], ' '))),
    summary: joinDistinct(words),
  };
}

/** When a profile was listed and delisted, and on which legal basis. */
function readEvents(entry: XmlElement, { references, flags }: PartyReading) {
  const events = below(entry, 'EntryEvent').map((event) => ({
    isEnd: /remov|delist|delet/i.test(references.textOf('EntryEventType', event.attributes.EntryEventTypeID) ?? ''),
    basis: references.textOf('LegalBasis', event.attributes.LegalBasisID),
    dates: below(event, 'Date').map(toPartialDate),
  }));
  const dates = (wanted: boolean): string[] =>
    events.flatMap((event) => (event.isEnd === wanted ? event.dates.filter((date) => date !== null) : [])).sort();
  if (events.some((event) => event.dates.includes(null))) flags.raise('DATE_IMPOSSIBLE');
  return {
    listingDate: dates(false)[0] ?? null,
    endDate: dates(true).at(-1) ?? null,
    reason: joinDistinct(events.map(({ basis }) => (basis === null || /^unknown$/i.test(basis) ? null : basis))),
  };
}

function joinDistinct(texts: readonly (string | null)[]): string | null {
  return joinStated([...new Set(texts)], '; ');
}
