import type { XmlElement } from '../../../input/xml/xml.js';
import type { StatedAddress, StatedContact } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { joinStated } from '../un/parts.js';
import { allStated, childrenOf, isTrue, readCountry, wordsOf } from './parts.js';
import { readReach, toWay, type Way } from './reach.js';

/** What `address` elements say: where the entity is, how to reach it, and the rest in words. */
export interface Addresses {
  readonly addresses: readonly StatedAddress[];
  readonly contact: Required<Pick<StatedContact, 'phones' | 'emails' | 'websites'>>;
  readonly notes: readonly string[];
}

/** Reads all `address`; one that says nothing but a remark is a note. */
export function readAddresses(entity: XmlElement, flags: Flags): Addresses {
  const elements = childrenOf(entity, 'address');
  const all = elements.map((element) => ({ element, address: readAddress(element, flags) }));
  const contacts = elements.flatMap((element) => childrenOf(element, 'contactInfo')).map(readContact);
  const reach = (way: Way): string[] => [
    ...new Set(contacts.flatMap((contact) => (contact.way === way ? contact.values : []))),
  ];
  return {
    addresses: all.map(({ address }) => address).filter(({ full }) => full !== null),
    contact: { phones: reach('PHONE'), emails: reach('EMAIL'), websites: reach('WEB') },
    notes: [...all.flatMap(toNotes), ...contacts.flatMap(({ note }) => note ?? [])],
  };
}

function readAddress(element: XmlElement, flags: Flags): StatedAddress & { readonly full: string | null } {
  const [street, poBox, city, region, postalCode, place] = allStated(element, [
    'street',
    'poBox',
    'city',
    'region',
    'zipCode',
    'place',
  ]);
  const { code, name } = readCountry(element, flags);
  const road = joinStated([street, poBox && `PO Box ${poBox}`]);
  return {
    full: joinStated([road, place, city, region, postalCode, name]),
    street: road,
    city,
    region,
    postalCode,
    country: code,
  };
}

function toNotes({ element, address }: { readonly element: XmlElement; readonly address: StatedAddress }): string[] {
  const words = joinStated([isTrue(element, 'asAtListingTime') ? 'as at listing time' : null, ...wordsOf(element)]);
  return words === null ? [] : [`${joinStated(['Address', address.full ?? null], ' ')}: ${words}`];
}

/** One or several values between commas; a note where not all of them have the form of their key. */
function readContact(element: XmlElement): { way: Way | null; values: readonly string[]; note: string | null } {
  const [key, value] = allStated(element, ['key', 'value']);
  const way = toWay(key);
  if (value === null) return { way, values: [], note: null };
  const note = joinStated([key, value], ': ');
  if (way === null) return { way, values: [], note };
  const { values, isWhole } = readReach(way, value.split(/[,;]/));
  return { way, values, note: isWhole ? null : note };
}
