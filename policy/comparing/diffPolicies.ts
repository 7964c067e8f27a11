import { type AccessMap, guardsIn } from '../../schema/access.js';
import type { Policy } from '../policy.js';
import { instantMs } from '../rules/instant.js';
import type { Both, Interval } from '../space/requests.js';
import { type Effect, rank } from '../types.js';
import type { Change } from './change.js';
import { type Difference, differences } from './compare.js';
import { gather } from './gather.js';
import { findOtherDifferences } from './otherDifferences.js';
import { sentenceOf } from './sentences.js';

/** What differs between two policies. */
export interface PolicyDiff {
  readonly versions: Both<string>;
  readonly gains: readonly Change[];
  readonly losses: readonly Change[];
  /** Sentences on what lets somebody see more or less without changing a decision on a record. */
  readonly besides: { readonly gains: readonly string[]; readonly losses: readonly string[] };
  /** Sentences on what changes no decision. */
  readonly also: readonly string[];
}

/** Whether anybody gains. */
export const hasGain = ({ gains, besides }: PolicyDiff): boolean => gains.length + besides.gains.length > 0;

/** Compares two policies over a labelled schema. */
export function diffPolicies(policies: Both<Policy>, access: AccessMap): PolicyDiff {
  const changes = changesOf(policies, access);
  const { gains, losses, also } = findOtherDifferences(policies);
  return {
    versions: [policies[0].version, policies[1].version],
    gains: changes.filter(({ direction }) => direction === 'GAINS'),
    losses: changes.filter(({ direction }) => direction === 'LOSES'),
    besides: { gains, losses },
    also,
  };
}

const dimensions = ['time', 'stated', 'purpose', 'role', 'agency', 'category'] as const;
type Row = Readonly<Record<(typeof dimensions)[number] | 'fixed', readonly string[]>>;

function changesOf(policies: Both<Policy>, access: AccessMap): readonly Change[] {
  const rows = gather(
    [...differences(policies)].map((one) => toRow(policies, one)),
    ['time'],
  ).map((row) => ({
    ...row,
    time: timesOf(row.time),
  }));
  const use = usesOf(access);
  return gather<(typeof dimensions)[number], Row>(rows, dimensions.slice(1)).map((row) => {
    const [direction, was, is, records, opens] = JSON.parse(row.fixed[0] as string);
    const of = (open: boolean, ...uses: readonly string[]): readonly string[] =>
      open ? row.category.flatMap((category) => uses.flatMap((each) => use.get(`${each} ${category}`) ?? [])) : [];
    const change = {
      ...{ direction, was, is, records },
      categories: row.category,
      agencies: row.agency,
      roles: row.role,
      purposes: row.purpose,
      cases: row.stated as Change['cases'],
      times: row.time,
      fields: of(true, 'READ'),
      filters: of(opens === 'FILTERS' || opens === 'BOTH', 'FILTER', 'SORT', 'AGGREGATE'),
      lookups: of(opens === 'LOOKUPS' || opens === 'BOTH', 'LOOKUP'),
    };
    return { ...change, sentence: sentenceOf(policies, change) };
  });
}

function toRow(policies: Both<Policy>, one: Difference): Row {
  const { direction, was, is, records, most, category, agency, role, purpose, hasCase } = one;
  const interval = unbounded(policies, one);
  return {
    fixed: [JSON.stringify([direction, was, is, records, opensOf(most)])],
    time: [JSON.stringify([interval.from, interval.until])],
    stated: [hasCase ? 'with' : 'without'],
    ...{ purpose: [purpose], role: [role], agency: [agency], category: [category] },
  };
}

// Outside a validity that both rows share nothing can differ, so the sentence leaves that end out.
function unbounded([before, after]: Both<Policy>, { category, interval }: Difference): Interval {
  const [was, is] = [before, after].map(({ categories }) => categories[category]?.validity);
  const isShared = (end: 'from' | 'to', at: number): boolean =>
    was?.[end] === is?.[end] && instantMs(was?.[end] ?? '') === at;
  return {
    from: isShared('from', interval.from) ? Number.NEGATIVE_INFINITY : interval.from,
    until: isShared('to', interval.until) ? Number.POSITIVE_INFINITY : interval.until,
  };
}

// A filter opens where some record is FULL, a look-up where some record is HIT.
function opensOf([was, is]: Both<Effect>): 'FILTERS' | 'LOOKUPS' | 'BOTH' | 'NOTHING' {
  const isCrossed = (effect: Effect): boolean => rank[was] >= rank[effect] !== rank[is] >= rank[effect];
  if (isCrossed('FULL')) return isCrossed('HIT') ? 'BOTH' : 'FILTERS';
  return isCrossed('HIT') ? 'LOOKUPS' : 'NOTHING';
}

// Null is an open end: JSON has no infinity.
function timesOf(intervals: readonly string[]): readonly string[] {
  const joined: [number | null, number | null][] = [];
  for (const interval of intervals) {
    const [from, until] = JSON.parse(interval);
    const last = joined.at(-1);
    if (last && last[1] === from) last[1] = until;
    else joined.push([from, until]);
  }
  return joined.map(([from, until]) => {
    if (from === null && until === null) return 'always';
    const words = [from === null ? [] : [`from ${isoOf(from)}`], until === null ? [] : [`until ${isoOf(until)}`]];
    return words.flat().join(' ');
  });
}

const isoOf = (ms: number): string => new Date(ms).toISOString().replace('.000', '');

function usesOf(access: AccessMap): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { category, coordinate, label } of guardsIn(access)) {
    const key = `${label.use} ${category}`;
    found.set(key, [...(found.get(key) ?? []), coordinate]);
  }
  return found;
}

/** A difference as lines for people. */
export function describeDiff({ gains, losses, besides, also }: PolicyDiff): readonly string[] {
  const lines = [
    ...[...gains.map(({ sentence }) => sentence), ...besides.gains].map((line) => `GAINS  ${line}`),
    ...[...losses.map(({ sentence }) => sentence), ...besides.losses].map((line) => `LOSES  ${line}`),
    ...also.map((line) => `ALSO   ${line}`),
  ];
  return lines.length === 0 ? ['Nothing differs.'] : lines;
}
