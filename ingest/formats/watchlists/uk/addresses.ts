import type { StatedAddress } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { distinctBy, joinStated, splitCounted } from '../parts.js';
import { readReach, type Way } from '../reach.js';
import { labelOf, type UkValues, valuesOf } from './fields.js';

const lines = ['address1', 'address2', 'address3', 'address4', 'address5', 'address6', 'postCode'] as const;

/** Reads where a group is, each address once, how to reach it, and the rest in words. */
export function readAddresses(stated: readonly UkValues[], flags: Flags) {
  const addresses = stated.flatMap((values) => readAddress(values, flags));
  const phones = readWay(stated, 'phones', 'PHONE');
  const emails = readWay(stated, 'emails', 'EMAIL');
  const websites = readWay(stated, 'websites', 'WEB');
  return {
    addresses: distinctBy(addresses, ({ full }) => full),
    contact: { phones: phones.values, emails: emails.values, websites: websites.values },
    notes: [...phones.notes, ...emails.notes, ...websites.notes],
  };
}

/** Which line is a street and which a town the list does not say. Several countries without a line are as many addresses. */
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

function readWay(stated: readonly UkValues[], field: 'phones' | 'emails' | 'websites', way: Way) {
  const read = valuesOf(stated, field).map((text) => {
    const parts = splitCounted(text, '1').flatMap((part) => part.split(/[,;]\s*|\.\s+/));
    return { text, ...readReach(way, parts) };
  });
  return {
    values: [...new Set(read.flatMap(({ values }) => values))],
    notes: read.filter(({ isWhole }) => !isWhole).map(({ text }) => `${labelOf(field)}: ${text}`),
  };
}
