import type { XmlElement } from '../../input/xml/xml.js';
import { findOffence } from '../nibrs/offences.js';
import { readTime } from '../niem/dates.js';
import { all, below, first } from '../niem/element.js';
import { type DataItem, references } from './package.js';

/** The arrest of a person in words: date and charges. */
export function describeArrest(item: DataItem, personId: string): string {
  const arrests = item
    .associations('ArrestSubjectAssociation')
    .filter((association) => references(association, 'PersonReference').includes(personId))
    .flatMap((association) => references(association, 'ActivityReference'));
  const days = arrests.flatMap((id) => {
    const { time } = readTime(first(item.byId.get(id), 'ActivityDate'));
    return time === null ? [] : [time.date];
  });
  const charges = item
    .details(personId)
    .filter(({ name }) => name === 'ArrestSubject')
    .flatMap((part) => [...below(part)])
    .filter(({ name, text }) => name === 'ChargeUCRCode' && text.trim() !== '')
    .map(({ text }) => `${text.trim()} ${findOffence(text.trim())?.name ?? ''}`.trim());
  const when = days[0] === undefined ? 'arrested' : `arrested ${days[0]}`;
  return charges.length === 0 ? when : `${when}, for ${[...new Set(charges)].join(', ')}`;
}

/** An activity of the digest. */
export interface Activity {
  readonly element: XmlElement;
  /** What it is, in capitals: `INCIDENT`, `ARREST` or another. */
  readonly category: string;
}

/** What a data item is about: its first incident, else its first arrest, else its first activity; null for none. */
export function mainActivity(item: DataItem): Activity | null {
  const told = all(item.digest, 'EntityActivity/Activity').map((element) => ({
    element,
    category: (first(element, 'ActivityCategoryText')?.text ?? '').trim().toUpperCase(),
  }));
  return (
    told.find(({ category }) => category === 'INCIDENT') ??
    told.find(({ category }) => category === 'ARREST') ??
    told[0] ??
    null
  );
}
