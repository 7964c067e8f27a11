import { toUnit } from '../../codes/units.js';
import { type MappedKind, mappedKinds } from '../catalogue/index.js';
import type { FieldEntry, FieldType } from '../catalogue/types.js';
import { isTarget, parseTarget } from '../fieldPath.js';
import { guessCode } from './guessCodes.js';
import type { ColumnProfile } from './sample/profile.js';
import { toHeader } from './synonyms/header.js';
import { type Synonym, synonymsOf } from './synonyms/synonyms.js';

/** A column, or several numbered ones, and the field that they seem to fill. */
export interface Assignment {
  readonly field: string;
  readonly type: FieldType;
  readonly codes: readonly string[];
  readonly column: DraftColumn;
  /** Header and values agree, or one of them says it alone. */
  readonly sure: boolean;
  /** The header says it, and few of the values can be read as they stand. */
  readonly unread: boolean;
}

/** One column, or all of a numbered row of them. */
export interface DraftColumn {
  /** As a mapping writes it: `alias_*` for numbered ones. */
  readonly name: string;
  readonly profile: ColumnProfile;
  /** The file's own columns. */
  readonly members: readonly string[];
}

/** What a file seems to be. */
export interface Guess {
  readonly kind: MappedKind;
  readonly assignments: readonly Assignment[];
  readonly score: number;
}

/** Joins numbered columns, `alias_1` to `alias_4`, into one. */
export function toDraftColumns(profiles: readonly ColumnProfile[]): DraftColumn[] {
  const groups = new Map<string, ColumnProfile[]>();
  for (const profile of profiles) {
    const match = /^(.*\p{L}.*?)(\d{1,3})$/u.exec(profile.name);
    if (match && !match[1]?.includes('['))
      groups.set(match[1] as string, [...(groups.get(match[1] as string) ?? []), profile]);
  }
  const joined = new Map(
    [...groups]
      .filter(([, members]) => members.length > 1)
      .flatMap(([base, members]) => members.map((one) => [one.name, { base, members }] as const)),
  );
  const done = new Set<string>();
  return profiles.flatMap((profile): DraftColumn[] => {
    const group = joined.get(profile.name);
    if (!group) return [{ name: profile.name, profile, members: [profile.name] }];
    if (done.has(group.base)) return [];
    done.add(group.base);
    const fullest = group.members.reduce((one, other) => (other.values > one.values ? other : one));
    return [{ name: `${group.base}*`, profile: fullest, members: group.members.map(({ name }) => name) }];
  });
}

/** What each kind of record would take from the columns, the likeliest kind first. */
export function guessKinds(columns: readonly DraftColumn[], file: string): readonly Guess[] {
  const words = new Set(columns.flatMap(({ name }) => toHeader(name).split(' ')));
  // Why singular: the file is called after all of its rows.
  for (const word of toHeader(file).split(' ')) words.add(word.replace(/s$/, ''));
  const guesses = mappedKinds.map((kind): Guess => {
    const assigned = assign(kind, columns);
    const hints = synonymsOf(kind).kindWords.filter((word) => words.has(word)).length;
    const dated = assigned.some(({ assignment: { field } }) => /^(?:seizedAt|occurredAt)$/.test(field));
    const known = assigned.reduce((sum, one) => sum + one.weight, hints * 3);
    // Why: a table of places without a time is hardly one of events, one with days hardly one of yearly totals,
    // and aircraft are hardly listed without a word that only they have.
    const doubtful =
      ((kind === 'incident' || kind === 'seizure') && !dated) ||
      (kind === 'seizureStatistic' && columns.some(isDaily)) ||
      (kind === 'aircraftRecord' && hints === 0);
    const weight = doubtful ? known / 2 : known;
    // Why: a table of which a kind takes in two columns of twenty is rather of another kind.
    const score = weight * (0.5 + (0.5 * assigned.length) / Math.max(1, columns.length));
    return { kind, assignments: assigned.map(({ assignment }) => assignment), score };
  });
  return guesses.sort((one, other) => other.score - one.score);
}

/** A column of days, each of many. */
function isDaily({ profile: { datePatterns, different, share } }: DraftColumn): boolean {
  return different > 1 && share.year < 0.5 && datePatterns.some((pattern) => /d/.test(pattern));
}

interface Pair {
  readonly assignment: Assignment;
  readonly weight: number;
  /** How well header and values fit, and how likely the header's word is of all of the field. */
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
  // Why: a header that is the field's own name says more than values such as `Malta (MLT)`, which only want a transform.
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

/** The column's name, or what its values must be, speaks against the field. */
function isRefuted({ name, profile }: DraftColumn, { field, values }: Synonym, type: FieldType): boolean {
  // Why: `subjects` of JSON are many, a subject is one.
  if (field === 'names' && name.includes('[]') && !/name/i.test(name)) return true;
  if (values && profile.share[values] < enough) return true;
  // Why: `X1` to `X100` are no hundred positions.
  if (name.includes('*') && ['latitude', 'longitude', 'instant'].includes(type)) return true;
  // Why not in part: a flag or a carrier's country is where nothing goes to.
  return /^country/.test(field) && type === 'country' && /vessel|carrier|flag|issu/i.test(name);
}

/** 10 where header and word are the same, less where one has more words; the rank tells the likelier word of a field. */
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

/** Share of values, by which a column is taken for what they are. */
const enough = 0.3;

/**
 * Words beside which a header means something else than the thing itself: `alias type`, `buyer id`, `town of birth`,
 * `alias last name`.
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

/** How well values fit a type: 6 where a check digit or list proves it, 0 where they say nothing, below where they refute it. */
function scoreValues({ name, profile }: DraftColumn, type: FieldType, field: string): number {
  const { share, values, longest } = profile;
  if (values === 0) return name === '' ? -1 : -0.5;
  // Why: `victims killed` counts them, and `importer` may be a country.
  if (isWords.test(field) && (share.number >= 0.9 || share.position >= 0.8 || (share.country >= 0.9 && longest <= 3)))
    return -10;
  // Why: who was attacked at sea is a ship more often than a person.
  if (/^persons\b/.test(field) && share.ship >= enough) return -10;
  return fits[type]?.(profile, field) ?? 0;
}

type Fit = (profile: ColumnProfile, field: string) => number;

const isNumber: Fit = ({ share }) => (Math.max(share.number, share.numberComma) >= 0.5 ? 1 : -10);
const isAmount: Fit = ({ share }) => (Math.max(share.number, share.numberComma, share.measure) >= 0.5 ? 1 : -10);
const isDegrees: Fit = ({ share }) => (Math.max(share.degrees, share.numberComma) >= 0.5 ? 1 : -10);
const isHs: Fit = ({ share }) => (share.hs >= 0.6 ? 3 : -10);

/** How well values fit each type of field; those of other types say nothing. */
const fits: Readonly<Partial<Record<FieldType, Fit>>> = {
  imo: ({ share }) => ofChecked(share.imo),
  container: ({ share }) => ofChecked(share.container),
  mrn: ({ share }) => ofChecked(share.mrn),
  unlocode: ({ share }) => (share.locode >= 0.9 ? 3 : -10),
  country: ({ share }, field) => ofCountries(isSeveral.test(field) ? share.countries : share.country),
  date: ({ datePatterns }) => (datePatterns.length > 0 ? 2 : -10),
  instant: ({ datePatterns, share }) => (datePatterns.length > 0 && share.year < 0.9 ? 2 : -10),
  hs6: isHs,
  cn8: isHs,
  unit: ({ share }) => (share.unit >= 0.5 ? 2 : -10),
  integer: ({ share }) => (share.integer >= 0.8 ? 1 : -10),
  latitude: isDegrees,
  longitude: isDegrees,
  kg: isAmount,
  quantity: isAmount,
  number: isNumber,
  money: isNumber,
  percentage: isNumber,
};

function ofChecked(share: number): number {
  return share >= 0.8 ? 6 : share >= 0.3 ? 2 : -10;
}

function ofCountries(share: number): number {
  return share >= 0.9 ? 3 : share >= 0.5 ? 1 : -10;
}

/** As `scoreValues`; words of which hardly one is a code of the list are another list's. */
function scoreCodes({ profile: { distinct, values } }: DraftColumn, codes: readonly string[]): number {
  if (values === 0) return -0.5;
  const texts = [...(distinct?.keys() ?? [])];
  return texts.filter((text) => guessCode(text, codes) !== null).length >= Math.max(1, texts.length / 2) ? 0 : -10;
}

/** Types whose values are worth a transform where the header is the field's own. */
const wantsTransform: readonly FieldType[] = ['country', 'unit', 'container', 'imo', 'code'];

/** Fields that are names or sentences, never a number. */
const isWords =
  /(?:^names?|[nN]ame|^title|^narrative|^goodsItems|^items|^area|^seaArea|^owner|^operator|\.programme|^reason|^notes|^address|\.city|\.region|\.street)$/;

/** Fields of several countries. */
export const isSeveral = /(?:nationalities|[cC]ountries|countriesOfRouting)$/;

/** The unit that a header names: `weight (kilograms)`, `Sum Qty (lbs)`. */
export function unitInHeader(name: string): string | null {
  const words = toHeader(name).split(' ').slice(1);
  return (
    [...words].reverse().find((word) => word.length > 1 && (toUnit(word)?.toKg ?? null) !== null) ??
    /^(?:kg|lbs|kilograms?|pounds|grams?)\b/.exec(toHeader(name))?.[0] ??
    null
  );
}
