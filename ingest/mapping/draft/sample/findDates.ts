import { readCodeTable } from '../../../codes/codeTable.js';
import { type DatePattern, parseDatePattern } from '../../transforms/datePattern.js';

/** The dates among the values of a column. */
export interface DateFindings {
  /** The date patterns under which all, or nearly all, values are dates; the best first. */
  readonly datePatterns: readonly string[];
  /** Every value was tried, and is a date under these patterns. */
  readonly allDates: boolean;
  /** Texts in the place of a date, such as `Date Not Captured`. */
  readonly noDates: readonly string[];
  /** The values are dates under patterns that disagree about day and month. */
  readonly dateAmbiguous: boolean;
}

interface Pattern {
  readonly pattern: string;
  readonly parse: DatePattern;
}

let patterns: readonly Pattern[] | undefined;

/** The patterns that are tried, in order. With AM and PM the month comes first. */
function patternsFor(midnight: string): readonly Pattern[] {
  patterns ??= readCodeTable('mapping/draft/sample/datePatterns.tsv').map(([pattern = '']) => ({
    pattern,
    parse: parseDatePattern(pattern) as DatePattern,
  }));
  if (!midnight.endsWith('AM')) return patterns;
  return [...patterns].sort((one, other) => Number(/^d/.test(one.pattern)) - Number(/^d/.test(other.pattern)));
}

const noDatesKept = 6;

/**
 * The fewest patterns that read the values, each those that the ones before it left. None where a tenth of the texts with
 * digits is left over, or where too many different texts have no digits.
 */
export function findDates(texts: readonly string[], complete: boolean): DateFindings {
  const midnight = midnightOf(texts);
  const values = midnight === '' ? texts : texts.map((text) => text.slice(0, -midnight.length));
  const found = findDatesOf(values, complete, patternsFor(midnight));
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
  patterns: readonly (readonly Pattern[])[number][],
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
    // Why not impossible ones: the 31st of June is of the pattern, and reported later as a date that does not exist.
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

/** A date of an unlikely year: more likely of another pattern, unless it only fills the column, as 9999-12-31 does. */
function isOutside(parts: ReturnType<DatePattern>): boolean {
  return parts !== null && parts !== 'impossible' && !isDate(parts) && parts.year !== 9999;
}

function isDate(parts: ReturnType<DatePattern>): boolean {
  return parts !== null && parts !== 'impossible' && parts.year >= 1850 && parts.year <= 2100;
}
