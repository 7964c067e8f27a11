import { createRequire } from 'node:module';
import type { Reading, Recogniser } from './forms.js';

/** Longest number with its signs and spaces; E.164 has 15 digits. */
const LONGEST = 40;
/** Shortest number in E.164, with its plus. */
const SHORTEST = 8;

// Why not imported: it is loaded where a text first looks like a number, and records are made of what was read without waiting.
const library = () => createRequire(import.meta.url)('awesome-phonenumber') as typeof import('awesome-phonenumber');

/**
 * A telephone number with its country code, as E.164 writes it: `+31201234567` for `0031 (0)20 123 4567`. Numbers that are not
 * given out, but long enough, have no country.
 */
export function readTelephone(text: string): Reading | null {
  const stated = text.replace(/^00/, '+').replace(/\(0\)/, '');
  if (text.length > LONGEST || !/^\+[\d\s()./-]+$/.test(stated)) return null;
  const digits = stated.replaceAll(/[^+\d]/g, '');
  if (digits.length < SHORTEST) return null;
  const { possible, valid, number, regionCode } = library().parsePhoneNumber(digits);
  if (!possible || !number) return null;
  return { value: number.e164, countries: valid && /^[A-Z]{2}$/.test(regionCode ?? '') ? [regionCode as string] : [] };
}

/** An address as people write it, in small letters; not each that RFC 5321 allows. */
export function readEmail(text: string): Reading | null {
  const [, address = ''] = /^<?([^\s<>]+@[^\s<>]+)>?$/.exec(text) ?? [];
  const [local = '', domain = '', ...more] = address.split('@');
  const labels = domain.split('.');
  const isDomain = labels.length > 1 && labels.every((each) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})$/u.test(each));
  const isLocal = /^[^"(),:;[\]\\]{1,64}$/.test(local);
  return isDomain && isLocal && more.length === 0 && /^\p{L}{2,}$/u.test(labels.at(-1) ?? '')
    ? { value: address.toLowerCase() }
    : null;
}

/** How people are reached. */
export const contacts: readonly Recogniser[] = [
  { form: 'EMAIL', label: 'e-?mail|mailto', read: readEmail },
  { form: 'TELEPHONE', label: 'tel(?:ephone)?|phone|mobile|fax|gsm', read: readTelephone },
];
