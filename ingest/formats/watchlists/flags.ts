import { isPlaceholderDate } from '../../codes/calendar.js';
import { toCountryCode } from '../../codes/countries.js';
import { placeholderFlag } from '../../records/normalise.js';
import { toDateFlag, toListDate } from './dates.js';

type Gender = 'male' | 'female';

/** The quality flags of one record, collected while it is read. */
export interface Flags {
  raise(flag: string): void;
  /** ISO 3166-1 alpha-2; null for null, and, with `COUNTRY_UNKNOWN`, for a text that names no country. */
  country(text: string | null): string | null;
  /** The countries of several texts, each once, and the texts that name none. @param read `country` by default */
  countries(
    texts: readonly string[],
    read?: (text: string) => string | null,
  ): { readonly codes: readonly string[]; readonly unread: readonly string[] };
  /** PartialDate; null for null, and, with `DATE_IMPOSSIBLE` or `DATE_FORM`, for a text that is not a date. */
  date(text: string | null): string | null;
  /** A date read by `read`; null as in `date`. */
  dateBy<Read>(text: string | null, read: (text: string) => Read | null): Read | null;
  /** The gender that all texts state; null for no texts, and, with `GENDER_UNKNOWN`, for unknown or different ones. */
  gender(texts: readonly string[], words?: ReadonlyMap<string, Gender>): Gender | null;
  /** Tonnes of a ship; null for null, and, with `NUMBER_FORM`, for a text that is not a number above zero. */
  tonnes(text: string | null): number | null;
  /** The flags, sorted, each once. */
  all(): string[];
}

/** Words for an unknown country: they raise no flag. */
const noCountry = /^(?:none identified|undetermined|unknown)\.?$/i;

/** The Treasury's addition to a renamed country: `Cabo Verde.  Previously Cape Verde.` */
const formerName = /\.\s+Previously .*$/i;

/** The country of a text, and the flag where it names none. */
export function readCountry(text: string): { readonly code: string | null; readonly flag: string | null } {
  const code = toCountryCode(text.replace(formerName, ''));
  return { code, flag: code !== null || noCountry.test(text.trim()) ? null : 'COUNTRY_UNKNOWN' };
}

const genders: ReadonlyMap<string, Gender> = new Map([
  ['male', 'male'],
  ['female', 'female'],
]);

/** Opens the flags of one record. @param doubts raised already */
export function createFlags(doubts: readonly string[] = []): Flags {
  const raised = new Set(doubts);
  const unless = <Read>(read: Read | null, flag: string | null): Read | null => {
    if (read === null && flag !== null) raised.add(flag);
    return read;
  };
  const dateBy = <Read>(text: string | null, read: (text: string) => Read | null): Read | null =>
    text === null ? null : unless(read(text), toDateFlag(text));
  // Why here too: whether a listing has ended is decided before the record is normalised.
  const date = (text: string | null): string | null => {
    const stated = dateBy(text, toListDate);
    return stated !== null && isPlaceholderDate(stated) ? unless<string>(null, placeholderFlag) : stated;
  };
  const country = (text: string | null): string | null => {
    const { code, flag } = text === null ? { code: null, flag: null } : readCountry(text);
    return unless(code, flag);
  };
  return {
    raise: (flag) => void raised.add(flag),
    country,
    countries: (texts, read = country) => {
      const codes = texts.map(read);
      return {
        codes: [...new Set(codes.filter((code) => code !== null))],
        unread: texts.filter((_, at) => codes[at] === null),
      };
    },
    date,
    dateBy,
    gender: (texts, words = genders) => {
      const read = new Set(texts.map((text) => words.get(text.toLowerCase()) ?? null));
      const gender = read.size === 1 ? ([...read][0] ?? null) : null;
      return texts.length === 0 ? null : unless(gender, 'GENDER_UNKNOWN');
    },
    tonnes: (text) => {
      const tonnes = Number(text?.replaceAll(',', ''));
      return text === null ? null : unless(Number.isFinite(tonnes) && tonnes > 0 ? tonnes : null, 'NUMBER_FORM');
    },
    all: () => [...raised].sort(),
  };
}
