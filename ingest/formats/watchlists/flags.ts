// SPDX-License-Identifier: Apache-2.0
import { toCountryCode } from '../../codes/countries.js';
import { toListDate } from './dates.js';

/** What is doubtful about one record, gathered while it is read. */
export interface Flags {
  raise(flag: string): void;
  /** ISO 3166-1 alpha-2; null for no text, and, with `COUNTRY_UNKNOWN`, for a text that names no country. */
  country(text: string | null): string | null;
  /** PartialDate; null for no text, and, with `DATE_IMPOSSIBLE`, for a text that is no date. */
  date(text: string | null): string | null;
  /** The flags in the order of the alphabet, each once. */
  all(): string[];
}

export function createFlags(): Flags {
  const raised = new Set<string>();
  const check = (text: string | null, read: (text: string) => string | null, flag: string): string | null => {
    if (text === null) return null;
    const value = read(text);
    if (value === null) raised.add(flag);
    return value;
  };
  return {
    raise: (flag) => {
      raised.add(flag);
    },
    country: (text) => check(text, toCountryCode, 'COUNTRY_UNKNOWN'),
    date: (text) => check(text, toListDate, 'DATE_IMPOSSIBLE'),
    all: () => [...raised].sort(),
  };
}
