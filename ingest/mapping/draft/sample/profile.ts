import { isValidContainerId, parseContainerId } from '../../../../schema/identifiers/containerId.js';
import { isValidImo, parseImo } from '../../../../schema/identifiers/imo.js';
import { isValidMrn, parseMrn } from '../../../../schema/identifiers/mrn.js';
import { toCurrency } from '../../../codes/currency.js';
import { toHs } from '../../../codes/hs.js';
import { toLocode } from '../../../codes/locode.js';
import { toUnit } from '../../../codes/units.js';
import { createOccurrences } from '../../../spill/occurrences.js';
import { toCountry } from '../../transforms/countryNames.js';
import { decimalSignOf } from '../../transforms/decimalSign.js';
import { degreesConverter } from '../../transforms/numbers.js';
import { type DateFindings, findDates } from './findDates.js';
import { isPosition } from './position.js';
import { separatorOf } from './separator.js';

/** What the values of a column look like. */
export interface ColumnProfile extends DateFindings {
  readonly name: string;
  readonly values: number;
  readonly empty: number;
  /** No value occurs twice, and none is empty. */
  readonly unique: boolean;
  /** How many different values there are. */
  readonly different: number;
  /** Equal values are consecutive, and none is empty. */
  readonly together: boolean;
  /** Different values with their counts, the commonest first; null where there are too many to list. */
  readonly distinct: ReadonlyMap<string, number> | null;
  readonly longest: number;
  /** Up to 1000 different values. */
  readonly samples: readonly string[];
  /** Share of the values, 0 to 1, that each test takes. */
  readonly share: Readonly<Record<TestName, number>>;
}

const tests = {
  number: (text: string) => /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text),
  numberComma: (text: string) => /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/.test(text),
  integer: (text: string) => /^[+-]?\d{1,9}$/.test(text),
  fraction: (text: string) => /^[+-]?\d+\.\d+$/.test(text),
  tellsPoint: (text: string) => decimalSignOf(withoutUnit(text)) === 'POINT',
  tellsComma: (text: string) => decimalSignOf(withoutUnit(text)) === 'COMMA',
  fractionComma: (text: string) => /^[+-]?\d+,\d{1,2}$|^[+-]?\d+,\d{4,}$|\d\.\d{3},\d/.test(text),
  country: (text: string) => toCountry(text) !== null,
  countries: (text: string) => separatorOf([text], isCountry) !== null || isCountry(text),
  imo: (text: string) => isValidImo(parseImo(text) ?? ''),
  container: (text: string) => isValidContainerId(parseContainerId(text) ?? ''),
  mrn: (text: string) => isValidMrn(parseMrn(text) ?? ''),
  locode: (text: string) => /^[A-Z]{2} ?[A-Z2-9]{3}$/.test(text) && toLocode(text) !== null,
  hs: (text: string) => /^\d{4}[.\s]?\d{2}/.test(text) && toHs(text).hs6 !== null,
  currency: (text: string) => /^[A-Z]{3}$/.test(text) && toCurrency(text) !== null,
  unit: (text: string) => text.length <= 20 && !/^\d+$/.test(text) && toUnit(text) !== null,
  degrees: (text: string) => isDegrees(text),
  measure: (text: string) => {
    const match = /^[\d.,\s]*\d\s*(\p{L}[\p{L}. ]*)$/u.exec(text);
    return match !== null && toUnit(match[1]) !== null;
  },
  position: (text: string) => isPosition(text),
  ship: (text: string) => shipWords.test(text),
  letters: (text: string) => /\p{L}{2}/u.test(text),
  year: (text: string) => /^(?:19|20)\d{2}$/.test(text),
} as const;

type TestName = keyof typeof tests;

/** Words for ships, and prefixes of their names. */
const shipWords =
  /\b(?:vessel|ship|tanker|bulker|(?:bulk|gas|car|cargo|container|vehicle|lng|lpg) carrier|tug|tugboat|barge|boat|yacht|trawler|dredger|ferry|freighter|dhow|skiff)s?\b|^(?:m\/?[vt]|f\/?v|s\/[vy]) /i;

/** `242.310` of `242.310 stuks`. */
export function withoutUnit(text: string): string {
  return text.replace(/\s*\p{L}[\p{L}. ]*$/u, '');
}

function isCountry(text: string): boolean {
  return toCountry(text) !== null;
}

const toDegrees = degreesConverter({ decimal: '.' }, 180);

function isDegrees(text: string): boolean {
  let failed = false;
  const fail = (): void => {
    failed = true;
  };
  return toDegrees(text, fail, () => null) !== null && !failed;
}

const distinctKept = 200;
/** Different values of a column that are tested. */
const valuesTested = 1000;

/** Profiles the values of one column. */
export interface Profiler {
  add(text: string | null): void;
  end(): ColumnProfile;
}

/** Profiles one column, value by value. */
export function createProfiler(name: string): Profiler {
  const countOf = createOccurrences();
  let unique = true;
  let together = true;
  let different = 0;
  let last: string | null = null;
  let values = 0;
  let empty = 0;
  let longest = 0;
  let distinct: Map<string, number> | null = new Map();
  const tested = new Set<string>();
  return {
    add: (text) => {
      if (text === null) {
        empty += 1;
        return;
      }
      values += 1;
      longest = Math.max(longest, text.length);
      if (countOf(text) === 1) different += 1;
      else {
        unique = false;
        if (text !== last) together = false;
      }
      last = text;
      if (tested.size < valuesTested) tested.add(text);
      if (distinct === null) return;
      distinct.set(text, (distinct.get(text) ?? 0) + 1);
      if (distinct.size > distinctKept) distinct = null;
    },
    end: () => {
      const full = empty === 0 && values > 0;
      const sorted = distinct && new Map([...distinct].sort((one, other) => other[1] - one[1]));
      const counts = { values, empty, different, distinct: sorted, longest };
      return { name, ...counts, unique: unique && full, together: together && full, ...looksOf([...tested]) };
    },
  };
}

function looksOf(samples: readonly string[]): Pick<ColumnProfile, 'samples' | 'share' | keyof DateFindings> {
  const shares = Object.entries(tests).map(([test, takes]) => [
    test,
    samples.length === 0 ? 0 : samples.filter((text) => takes(text)).length / samples.length,
  ]);
  const share = Object.fromEntries(shares) as Record<TestName, number>;
  return { samples, share, ...findDates(samples, samples.length < valuesTested) };
}
