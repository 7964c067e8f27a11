// SPDX-License-Identifier: Apache-2.0
import { isValidContainerId, parseContainerId } from '../../../../schema/identifiers/containerId.js';
import { isValidImo, parseImo } from '../../../../schema/identifiers/imo.js';
import { isValidMrn, parseMrn } from '../../../../schema/identifiers/mrn.js';
import { toCurrency } from '../../../codes/currency.js';
import { toHs } from '../../../codes/hs.js';
import { toLocode } from '../../../codes/locode.js';
import { toUnit } from '../../../codes/units.js';
import { createSeenKeys } from '../../check/seenKeys.js';
import { toCountry } from '../../transforms/countryNames.js';
import { type DatePattern, parseDatePattern } from '../../transforms/datePattern.js';
import { decimalSignOf } from '../../transforms/decimalSign.js';
import { degreesConverter } from '../../transforms/numbers.js';
import { isPosition } from './position.js';
import { separatorOf } from './separator.js';

/** What the values of a column look like. */
export interface ColumnProfile {
  readonly name: string;
  readonly values: number;
  readonly empty: number;
  /** No value occurs twice, and none is empty. */
  readonly unique: boolean;
  /** How many different values there are. */
  readonly different: number;
  /** Equal values stand together, and none is empty. */
  readonly together: boolean;
  /** Different values with their counts, the commonest first; null where there are too many to list. */
  readonly distinct: ReadonlyMap<string, number> | null;
  readonly longest: number;
  /** Up to 1000 different values. */
  readonly samples: readonly string[];
  /** Share of the values, 0 to 1, that each test takes. */
  readonly share: Readonly<Record<TestName, number>>;
  /** The date patterns under which all, or nearly all, values are dates; the best first. */
  readonly datePatterns: readonly string[];
  /** Every value was looked at, and every one is a date under these patterns. */
  readonly allDates: boolean;
  /** Texts that stand in the place of a date, such as `Date Not Captured`. */
  readonly noDates: readonly string[];
  /** The values are dates under patterns that disagree about day and month. */
  readonly dateAmbiguous: boolean;
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

/** Words for ships, and what stands before their names. */
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

const datePatterns = [
  'yyyy-MM-dd',
  'dd.MM.yyyy',
  'd.M.yyyy',
  'dd/MM/yyyy',
  'd/M/yyyy',
  'MM/dd/yyyy',
  'M/d/yyyy',
  'dd-MM-yyyy',
  'd-M-yyyy',
  'M-d-yyyy',
  'yyyy/MM/dd',
  'yyyy.MM.dd',
  'yyyyMMdd',
  'd-MMM-yy',
  'd-MMM-yyyy',
  'd MMM yyyy',
  'd MMM yy',
  'MMM d, yyyy',
  'd/M/yy',
  'M/d/yy',
  'd.M.yy',
  'MMM yyyy',
  'MMM-yy',
  'MM/yyyy',
  'yyyy-MM',
  'yyyy',
  "yyyy-MM-dd'T'HH:mm:ssX",
  "yyyy-MM-dd'T'HH:mm:ss.SX",
  "yyyy-MM-dd'T'HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm",
  "yyyy-MM-dd'T'HH:mm:ss.S",
  "yyyy-MM-dd'T'HH:mmX",
  'yyyy-MM-dd HH:mm:ssX',
  'yyyy-MM-dd HH:mm:ss X',
  'yyyy-MM-dd HH:mm:ss.SX',
  'yyyy-MM-dd HH:mm:ss.S',
  'yyyy/MM/dd HH:mm:ssX',
  'yyyy/MM/dd HH:mm:ss',
  'yyyy/MM/dd HH:mm',
  'yyyyMMddHHmmss',
  "yyyyMMdd'T'HHmmssX",
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-dd HH:mm',
  'dd.MM.yyyy HH:mm',
  'dd.MM.yyyy HH:mm:ss',
  'd/M/yyyy H:mm',
  'M/d/yyyy H:mm',
  'd/M/yyyy H:mm:ss',
  'M/d/yyyy h:mm a',
  'M/d/yyyy h:mm:ss a',
  'dd-MM-yyyy HH:mm',
  'dd-MM-yyyy HH:mm:ss',
  'd-MMM-yyyy HH:mm',
  'd-MMM-yyyy HH:mm:ss',
  'd MMM yyyy HH:mm',
  'd MMM yyyy HH:mm:ss',
  'EEE, d MMM yyyy HH:mm:ss X',
  'MMM d, yyyy h:mm a',
  'MMM d, yyyy h:mm:ss a',
  'MMM d yyyy h:mma',
  'MMM d yyyy',
  'M/d/yy H:mm',
  'd/M/yy H:mm',
];
const compiled = datePatterns.map((pattern) => ({ pattern, parse: parseDatePattern(pattern) as DatePattern }));

/** Who writes AM and PM writes the month first. */
const monthFirst = [...compiled].sort(
  (one, other) => Number(/^d/.test(one.pattern)) - Number(/^d/.test(other.pattern)),
);

const distinctKept = 200;
/** Tests and patterns look at so many different values of a column. */
const valuesTested = 1000;

/** Watches the values of one column go by. */
export interface Profiler {
  add(text: string | null): void;
  end(): ColumnProfile;
}

export function createProfiler(name: string): Profiler {
  const seen = createSeenKeys();
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
      if (seen.add(text)) different += 1;
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
      const all = [...tested];
      const share = Object.fromEntries(
        Object.entries(tests).map(([test, takes]) => [
          test,
          all.length === 0 ? 0 : all.filter((text) => takes(text)).length / all.length,
        ]),
      ) as Record<TestName, number>;
      const dates = findDates(all, tested.size < valuesTested);
      const sorted = distinct && new Map([...distinct].sort((one, other) => other[1] - one[1]));
      return {
        name,
        values,
        empty,
        unique: unique && empty === 0 && values > 0,
        different,
        together: together && empty === 0 && values > 0,
        distinct: sorted,
        longest,
        samples: all,
        share,
        ...dates,
      };
    },
  };
}

type DateFindings = Pick<ColumnProfile, 'datePatterns' | 'dateAmbiguous' | 'allDates' | 'noDates'>;

const noDatesKept = 6;

/**
 * The fewest patterns that read the values: each takes in what the ones before it left. None where a tenth of what has
 * digits would be left over, or where too many different texts have none.
 */
function findDates(texts: readonly string[], complete: boolean): DateFindings {
  const midnight = midnightOf(texts);
  const values = midnight === '' ? texts : texts.map((text) => text.slice(0, -midnight.length));
  const found = findDatesOf(values, complete, midnight.endsWith('AM') ? monthFirst : compiled);
  return midnight === ''
    ? found
    : { ...found, datePatterns: found.datePatterns.map((pattern) => `${pattern}'${midnight}'`) };
}

/** The midnight that every value ends with, ` 12:00:00 AM`, `T00:00:00.000`: such dates say the day and no time. */
function midnightOf(texts: readonly string[]): string {
  const end =
    /(?:T| )(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? AM)(?:Z|[+-]00(?::?00)?)?$/.exec(texts[0] ?? '')?.[0] ?? '';
  return texts.every((text) => text.endsWith(end)) ? end : '';
}

function findDatesOf(
  values: readonly string[],
  complete: boolean,
  patterns: readonly (typeof compiled)[number][],
): DateFindings {
  const none = { datePatterns: [], dateAmbiguous: false, allDates: false, noDates: [] };
  const candidates = values.filter((text) => /\d/.test(text) && text.length <= 30);
  const noDates = values.filter((text) => !/\d/.test(text));
  if (
    candidates.length === 0 ||
    noDates.length > noDatesKept ||
    candidates.length + noDates.length < values.length * 0.9
  ) {
    return none;
  }
  const chosen: string[] = [];
  let left = candidates;
  let possible = 0;
  while (left.length > 0 && chosen.length < 4) {
    const scored = patterns.map(({ pattern, parse }) => {
      const read = left.map(parse);
      return { pattern, read, dates: read.filter(isDate).length };
    });
    const best = scored.reduce((one, other) => (other.dates > one.dates ? other : one));
    if (best.dates === 0) break;
    chosen.push(best.pattern);
    possible += best.dates;
    // Why: the 31st of June is written as a date, and is told of as one that does not exist.
    left = left.filter((_, index) => best.read[index] === null || isOutside(best.read[index] ?? null));
  }
  if (left.length > candidates.length * 0.1) return none;
  return {
    datePatterns: chosen,
    dateAmbiguous: /^(?:d+[/-]M+|M+[/-]d+)[/-]/.test(chosen[0] ?? '') && candidates.every(isAmbiguous),
    allDates: complete && possible === values.length,
    noDates,
  };
}

/** Day and month could change places. */
function isAmbiguous(text: string): boolean {
  const match = /^(\d{1,2})[/-](\d{1,2})[/-]/.exec(text);
  return match !== null && Number(match[1]) <= 12 && Number(match[2]) <= 12;
}

/** A date of another age: more likely another pattern's. */
function isOutside(parts: ReturnType<DatePattern>): boolean {
  return parts !== null && parts !== 'impossible' && !isDate(parts);
}

function isDate(parts: ReturnType<DatePattern>): boolean {
  return parts !== null && parts !== 'impossible' && parts.year >= 1850 && parts.year <= 2100;
}
