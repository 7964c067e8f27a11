import { toCountryCode } from '../../codes/countries.js';
import { toListDate } from './dates.js';
import { toDateFlag } from './ofac/dates.js';

/** What is doubtful about one record, gathered while it is read. */
export interface Flags {
  raise(flag: string): void;
  /** ISO 3166-1 alpha-2; null for no text, and, with `COUNTRY_UNKNOWN`, for a text that names no country. */
  country(text: string | null): string | null;
  /** PartialDate; null for no text, and, with `DATE_IMPOSSIBLE` or `DATE_FORM`, for a text that is no date. */
  date(text: string | null): string | null;
  /** Tonnes of a ship; null for no text, and, with `NUMBER_FORM`, for what is no number above zero. */
  tonnes(text: string | null): number | null;
  /** The flags in the order of the alphabet, each once. */
  all(): string[];
}

/** Words by which lists say that no country is known: no doubt is left, and nothing is flagged. */
const noCountry = /^(?:none identified|undetermined|unknown)\.?$/i;

/** What the Treasury adds to a country that has another name now: `Cabo Verde.  Previously Cape Verde.` */
const formerName = /\.\s+Previously .*$/i;

/** The country of a text, and the flag of one that names none. */
export function readCountry(text: string): { readonly code: string | null; readonly flag: string | null } {
  const code = toCountryCode(text.replace(formerName, ''));
  return { code, flag: code !== null || noCountry.test(text.trim()) ? null : 'COUNTRY_UNKNOWN' };
}

/** The flags of one record, none raised yet. */
export function createFlags(): Flags {
  const raised = new Set<string>();
  return {
    raise: (flag) => {
      raised.add(flag);
    },
    country: (text) => {
      if (text === null) return null;
      const { code, flag } = readCountry(text);
      if (flag !== null) raised.add(flag);
      return code;
    },
    date: (text) => {
      if (text === null) return null;
      const date = toListDate(text);
      if (date === null) raised.add(toDateFlag(text));
      return date;
    },
    tonnes: (text) => {
      if (text === null) return null;
      const tonnes = Number(text.replaceAll(',', ''));
      if (Number.isFinite(tonnes) && tonnes > 0) return tonnes;
      raised.add('NUMBER_FORM');
      return null;
    },
    all: () => [...raised].sort(),
  };
}
