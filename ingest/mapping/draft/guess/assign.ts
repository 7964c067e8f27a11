import { type MappedKind, mappedKinds } from '../../catalogue/index.js';
import type { FieldEntry, FieldType } from '../../catalogue/types.js';
import { isTarget, parseTarget } from '../../fieldPath.js';
import { toHeader } from '../synonyms/header.js';
import { type Synonym, synonymsOf } from '../synonyms/synonyms.js';
import type { DraftColumn } from './draftColumns.js';
import { enough, scoreCodes, scoreValues } from './scoreValues.js';

/** A column, or several numbered ones, and the field that they seem to fill. */
export interface Assignment {
  readonly field: string;
  readonly type: FieldType;
  readonly codes: readonly string[];
  readonly column: DraftColumn;
  /** Header and values agree, or one of them is enough. */
  readonly sure: boolean;
  /** The header says it, but few of the values can be read as they are. */
  readonly unread: boolean;
}

/** A kind of record that a file may be. */
export interface Guess {
  readonly kind: MappedKind;
  readonly assignments: readonly Assignment[];
  readonly score: number;
}

/** Guesses what each kind of record would take from the columns, the likeliest kind first. */
export function guessKinds(columns: readonly DraftColumn[], file: string): readonly Guess[] {
  const words = new Set(columns.flatMap(({ name }) => toHeader(name).split(' ')));
  // Why singular: the name of a file is often a plural.
  for (const word of toHeader(file).split(' ')) words.add(word.replace(/s$/, ''));
  const guesses = mappedKinds.map((kind): Guess => {
    const assigned = assign(kind, columns);
    const hints = synonymsOf(kind).kindWords.filter((word) => words.has(word)).length;
    const dated = assigned.some(({ assignment: { field } }) => /^(?:seizedAt|occurredAt)$/.test(field));
    const known = assigned.reduce((sum, one) => sum + one.weight, hints * 3);
    // Why: a table of places without a time is hardly of events, one with days hardly of yearly totals, and one of aircraft
    // hardly without a word for them.
    const doubtful =
      ((kind === 'incident' || kind === 'seizure') && !dated) ||
      (kind === 'seizureStatistic' && columns.some(isDaily)) ||
      (kind === 'aircraftRecord' && hints === 0);
    const weight = doubtful ? known / 2 : known;
    // Why: a kind that explains two columns of twenty is probably wrong.
    const score = weight * (0.5 + (0.5 * assigned.length) / Math.max(1, columns.length));
    return { kind, assignments: assigned.map(({ assignment }) => assignment), score };
  });
  return guesses.sort((one, other) => other.score - one.score);
}

/** A column of many different days. */
function isDaily({ profile: { datePatterns, different, share } }: DraftColumn): boolean {
  return different > 1 && share.year < 0.5 && datePatterns.some((pattern) => /d/.test(pattern));
}

interface Pair {
  readonly assignment: Assignment;
  readonly weight: number;
  /** How well header and values fit. */
  readonly score: number;
  readonly rank: number;
}

/** The best field for each column, and the best column for each field. */
function assign(kind: MappedKind, columns: readonly DraftColumn[]): readonly Pair[] {
  const known = synonymsOf(kind).fields.flatMap((synonym) => {
    const target = parseTarget(kind, synonym.field);
    return isTarget(target) ? [{ synonym, entry: target.entry }] : [];
  });
  const pairs = columns
    .flatMap((column) => known.map(({ synonym, entry }) => toPair(column, synonym, entry)))
    .filter((pair) => pair !== null)
    .sort((one, other) => other.score - one.score || one.rank - other.rank);
  const fields = new Set<string>();
  const used = new Set<string>();
  return pairs.filter(({ assignment: { field, column } }) => {
    if (fields.has(field) || used.has(column.name)) return false;
    fields.add(field);
    used.add(column.name);
    return true;
  });
}

/** Null where the column can hardly be the field. */
function toPair(column: DraftColumn, synonym: Synonym, { type, codes = [] }: FieldEntry): Pair | null {
  const { field } = synonym;
  if (isRefuted(column, synonym, type)) return null;
  const { score: header, rank } = scoreHeader(column.name, synonym, type);
  const fit = type === 'code' ? scoreCodes(column, codes) : scoreValues(column, type, field);
  // Why: a header that is the field's own name outweighs values such as `Malta (MLT)`, which only need a transform.
  const unread = wantsTransform.includes(type) && header === 10 && fit < -1;
  const values = unread ? 0 : fit;
  const score = header + values;
  const proven = values >= 5;
  if (values < 0 || score < 5 || (header === 0 && !proven)) return null;
  const said = header >= 9 || proven;
  return {
    assignment: { field, type, codes, column, sure: !unread && said, unread },
    weight: unread ? 0 : synonym.weight * (said ? 1 : 0.5),
    score,
    rank,
  };
}

/** The column's name or values exclude the field. */
function isRefuted({ name, profile }: DraftColumn, { field, values }: Synonym, type: FieldType): boolean {
  // Why: `subjects` of JSON are many, a subject is one.
  if (field === 'names' && name.includes('[]') && !/name/i.test(name)) return true;
  if (values && profile.share[values] < enough) return true;
  // Why: `X1` to `X100` are not a hundred positions.
  if (name.includes('*') && ['latitude', 'longitude', 'instant'].includes(type)) return true;
  // Why: the country of a flag or carrier is no destination.
  return /^country/.test(field) && type === 'country' && /vessel|carrier|flag|issu/i.test(name);
}

/** 10 where header and word are the same, less where one has more words; a lower rank is a likelier word of the field. */
function scoreHeader(
  name: string,
  { words }: Synonym,
  type: FieldType,
): { readonly score: number; readonly rank: number } {
  const whole = toHeader(name.replace(/\*$/, ''));
  // Why the last step of a path too: JSON's `subject.birthDate` means `birthDate`.
  const headers = [whole, toHeader(name.split('.').at(-1) ?? name)];
  // Why: of `NameAlias_WholeName` the first part is a group, of `alias_first_name` it is not.
  if (/^[A-Z]\p{L}*\p{Ll}_[A-Z]\p{L}*\p{Ll}$/u.test(name)) headers.push(toHeader(name.slice(name.indexOf('_') + 1)));
  let best = { score: 0, rank: 0 };
  for (const [rank, word] of words.entries()) {
    for (const header of headers) {
      const score = header === word ? 10 : similar(header, word, type);
      if (score > best.score) best = { score, rank };
    }
  }
  return best;
}

/**
 * Words that change what a header means: `alias type`, `buyer id`, `town of birth`, `alias last name`.
 */
const otherThing =
  /^(?:type|strength|kind|status|count|number|no|nr|id|code|date|quality|language|script|birth|url|age|alias|aka)$/;

function similar(header: string, word: string, type: FieldType): number {
  if (word.length < 4 && !/\d/.test(word)) return 0;
  const padded = ` ${header} `;
  const plural = `${word}s`;
  if (header === plural) return 9;
  if (!padded.includes(` ${word} `) && !padded.includes(` ${plural} `)) return 0;
  const own = word.split(' ');
  if (type === 'text' && header.split(' ').some((one) => otherThing.test(one) && !own.includes(one))) return 0;
  const extra = header.split(' ').length - own.length;
  return Math.max(5, 9 - extra);
}

/** Types whose values may need a transform where the header is the field's own name. */
const wantsTransform: readonly FieldType[] = ['country', 'unit', 'container', 'imo', 'code'];
