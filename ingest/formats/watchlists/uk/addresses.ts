import type { StatedAddress } from '../../../records/persons.js';
import { type Channel, readContacts } from '../contacts.js';
import type { Flags } from '../flags.js';
import { distinctBy, joinStated, splitCounted } from '../parts.js';
import { labelOf, type UkValues, valuesOf } from './fields.js';

const lines = ['address1', 'address2', 'address3', 'address4', 'address5', 'address6', 'postCode'] as const;

/** Reads the addresses of a group, each once, its contacts, and the rest in words. */
export function readAddresses(stated: readonly UkValues[], flags: Flags) {
  const addresses = stated.flatMap((values) => readAddress(values, flags));
  const phones = readChannel(stated, 'phones', 'PHONE');
  const emails = readChannel(stated, 'emails', 'EMAIL');
  const websites = readChannel(stated, 'websites', 'WEB');
  return {
    addresses: distinctBy(addresses, ({ full }) => full),
    contact: { phones: phones.values, emails: emails.values, websites: websites.values },
    notes: [...phones.notes, ...emails.notes, ...websites.notes],
  };
}

/** The list does not say which line is a street or a town. Each of several countries without a line is an address. */
function readAddress(values: UkValues, flags: Flags): readonly StatedAddress[] {
  const stated = lines.map((line) => values[line] ?? null);
  const countries = values.country === undefined ? [] : splitCounted(values.country, '1');
  if (stated.every((line) => line === null))
    return countries.map((country) => ({ full: country, country: flags.country(country) }));
  const [country = null, ...others] = countries;
  const full = joinStated([...stated, values.country ?? null]);
  const postalCode = values.postCode ?? null;
  return [{ full, postalCode, country: others.length > 0 ? null : flags.country(country) }];
}

function readChannel(stated: readonly UkValues[], field: 'phones' | 'emails' | 'websites', channel: Channel) {
  const read = valuesOf(stated, field).map((text) => {
    const parts = splitCounted(text, '1').flatMap((part) => part.split(/[,;]\s*|\.\s+/));
    return { text, ...readContacts(channel, parts) };
  });
  return {
    values: [...new Set(read.flatMap(({ values }) => values))],
    notes: read.filter(({ isWhole }) => !isWhole).map(({ text }) => `${labelOf(field)}: ${text}`),
  };
}
