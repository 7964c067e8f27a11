import type { StatedAddress, StatedContact } from '../../../../records/persons.js';
import { readReach, type Way } from '../../eu/reach.js';
import type { Flags } from '../../flags.js';
import { joinStated, splitCounted } from '../../un/parts.js';
import { labelOf, type UkValues, valuesOf } from '../fields.js';

/** Where a group is, how to reach it, and the rest in words. */
export interface UkAddresses {
  readonly addresses: readonly StatedAddress[];
  readonly contact: Required<Pick<StatedContact, 'phones' | 'emails' | 'websites'>>;
  readonly notes: readonly string[];
}

const lines = ['address1', 'address2', 'address3', 'address4', 'address5', 'address6', 'postCode'] as const;

/** Reads the addresses of a group, each once. */
export function readUkAddresses(stated: readonly UkValues[], flags: Flags): UkAddresses {
  const addresses = stated.flatMap((values) => readAddress(values, flags));
  const reach = { phones: readWay(stated, 'phones', 'PHONE'), emails: readWay(stated, 'emails', 'EMAIL') };
  const websites = readWay(stated, 'websites', 'WEB');
  return {
    addresses: [...new Map(addresses.map((address) => [address.full, address])).values()],
    contact: { phones: reach.phones.values, emails: reach.emails.values, websites: websites.values },
    notes: [...reach.phones.notes, ...reach.emails.notes, ...websites.notes],
  };
}

/** Which line is a street and which a town the list does not say. Several countries without a line are as many addresses. */
function readAddress(values: UkValues, flags: Flags): readonly StatedAddress[] {
  const stated = lines.map((line) => values[line] ?? null);
  const countries = values.country === undefined ? [] : splitCounted(values.country, '1');
  const postalCode = values.postCode ?? null;
  if (stated.every((line) => line === null))
    return countries.map((country) => ({ full: country, country: flags.country(country) }));
  const [country = null, ...others] = countries;
  const full = joinStated([...stated, values.country ?? null]);
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
