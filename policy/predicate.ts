import { bounds } from './bounds.js';
import type { CategoryRow, Policy } from './policy.js';
import { dataSubjectCategories, handlingCodes, protectedSubjects } from './protectedSubjects.js';
import { isUnprotected, type LinkColumns } from './rows/linkPredicate.js';
import { givesProtectedHits, itself, type SoughtBy } from './rows/protectedRow.js';
import { all, always, any, identifier, never, OfInstant, sqlText } from './rows/sqlText.js';
import { cellOf, liveOperations, scopeOf } from './rules/base.js';
import { instantMs } from './rules/instant.js';
import { openedOriginators } from './rules/ofAsked.js';
import { originates, viewerNames } from './rules/requestCaps.js';
import { type Category, classifications, type Effect, type RequestFacts, rank, type SqlFragment } from './types.js';

/*
 * The row wall: `decide` as SQL over the envelope columns of a table alias. The SQL text is ours; every value of the viewer is
 * a parameter. What the request alone settles is folded away, so that most predicates are constant or short. Requests with
 * equal `viewKey`s have equal walls: what depends only on the instant is an `OfInstant`.
 */

/** True where a category that the row holds is at least MASKED. `public` and categories of the envelope do not count. */
export function visiblePredicate(
  policy: Policy,
  facts: RequestFacts,
  categories: readonly Category[],
  alias: string,
): SqlFragment {
  return holding(policy, facts, categories, alias, 'MASKED');
}

/**
 * True where the viewer may know of the row by such a look-up: a category that it holds is at least MASKED, or is HIT and the
 * row is not protected or may be hit all the same. For look-ups by exact identity only; the twin of `recordStanding` and
 * `mayBeHit`.
 */
export function knownPredicate(
  policy: Policy,
  facts: RequestFacts,
  categories: readonly Category[],
  of: RowAlias,
  by: SoughtBy,
): SqlFragment {
  const { alias } = of;
  const known = holding(policy, facts, categories, alias, 'HIT');
  if (known === never || givesProtectedHits(policy, facts, by)) return known;
  const named = sqlText`${identifier(alias)}.hit_to @> ${[itself(facts)]}::text[]`;
  // The cheap conditions first: most rows need no more.
  return all([
    known,
    any([isOfNobodyProtected(policy, facts, of), named, visiblePredicate(policy, facts, categories, alias)]),
  ]);
}

/**
 * True where a look-up by a number finds the row: the viewer may know of it and, where it is protected and visible, would get
 * the number but for the protection. The twin of `isFoundBy`.
 *
 * @param category of the number
 */
export function foundPredicate(
  policy: Policy,
  facts: RequestFacts,
  categories: readonly Category[],
  of: RowAlias,
  category: Category,
): SqlFragment {
  const { alias } = of;
  const known = knownPredicate(policy, facts, categories, of, 'NUMBER');
  const visible = visiblePredicate(policy, facts, categories, alias);
  if (visible === never) return known;
  const given = reaches(policy, facts, category, { alias, link: null, lifted: true }, 'FULL');
  return all([known, any([isOfNobodyProtected(policy, facts, of), sqlText`(${visible}) is not true`, given])]);
}

/**
 * True where the category is FULL on the row: guards each filter leaf, each sort key and each edge.
 *
 * @param link for a datum of a link to a person: the columns that say who is at its end
 */
export function fullPredicate(
  policy: Policy,
  facts: RequestFacts,
  category: Category,
  alias: string,
  link: LinkColumns | null = null,
): SqlFragment {
  return reaches(policy, facts, category, { alias, link }, 'FULL');
}

/**
 * True where the viewer may open the row to the person who asks, once it was found to be his: the twin of `decide` for a
 * category that is neither special, nor whole, nor outside its validity. It says nothing of whose the row is.
 *
 * @param alias of a table with envelope columns; of a link, that of its record
 */
export function askedPredicate(policy: Policy, facts: RequestFacts, alias: string): SqlFragment {
  return opened(policy, facts, alias, (r) => sqlText`${r}.classification between 0 and ${levelOf(policy, facts)}`);
}

/** True where only the clearance keeps the row from `askedPredicate`: such rows are counted, for a colleague who is cleared. */
export function aboveClearancePredicate(policy: Policy, facts: RequestFacts, alias: string): SqlFragment {
  const highest = classifications.length - 1;
  const above = levelOf(policy, facts) + 1;
  if (above > highest) return never;
  return opened(policy, facts, alias, (r) => sqlText`${r}.classification between ${above} and ${highest}`);
}

function opened(
  policy: Policy,
  facts: RequestFacts,
  alias: string,
  isOfLevel: (r: SqlFragment) => SqlFragment,
): SqlFragment {
  const originators = openedOriginators(policy, facts);
  if (originators.length === 0) return never;
  const r = identifier(alias);
  return all([sqlText`${r}.originator = any(${originators}::text[])`, isOfLevel(r), ...understood(r), isUnexpired(r)]);
}

/** A table in a statement whose rows are decided. */
interface RowAlias {
  readonly alias: string;
  /** Where the rows, or data of them, belong to a link to a person: the columns that say who is at its end. */
  readonly link: LinkColumns | null;
  /** Ignore that the record's own person is protected. */
  readonly lifted?: boolean;
}

/** True where the category has at least the effect on the row or link, whatever the row holds. */
export function reaches(
  policy: Policy,
  facts: RequestFacts,
  category: Category,
  of: RowAlias,
  effect: Effect,
): SqlFragment {
  const { alias, link, lifted = false } = of;
  if (link !== null) {
    const onRecord = reaches(policy, facts, category, { ...of, link: null }, effect);
    return all([onRecord, isOpenOnLink(policy, facts, category, { alias, link }, effect)]);
  }
  const needed = policy.categories[category]?.needs;
  const reached = atLeast(policy, facts, [category], alias, { effect, held: false, lifted });
  if (needed == null) return reached;
  const own = isOwn(policy, facts, category, alias);
  return all([reached, any([own, reaches(policy, facts, needed, of, 'FULL')])]);
}

/**
 * True where the person at the end of a link lowers the category no further than the effect: what a link adds to the
 * judgement of its record.
 */
export function isOpenOnLink(
  policy: Policy,
  facts: RequestFacts,
  category: Category,
  of: { readonly alias: string; readonly link: LinkColumns },
  effect: Effect,
): SqlFragment {
  const { alias, link } = of;
  const row = policy.categories[category];
  const own = isOwn(policy, facts, category, alias);
  const unprotected = row?.personal && effect === 'FULL' ? isUnprotected(policy, link, alias, own) : always;
  if (row?.needs == null) return unprotected;
  return all([unprotected, any([own, isOpenOnLink(policy, facts, row.needs, of, 'FULL')])]);
}

function isOwn(policy: Policy, facts: RequestFacts, category: Category, alias: string): SqlFragment {
  if (!originates(policy, facts, category)) return never;
  return sqlText`${identifier(alias)}.originator = ${facts.viewer.agency}`;
}

function holding(
  policy: Policy,
  facts: RequestFacts,
  categories: readonly Category[],
  alias: string,
  effect: Effect,
): SqlFragment {
  const held = categories.filter((category) => {
    const row = policy.categories[category];
    return row && !row.public && !row.envelope;
  });
  return atLeast(policy, facts, held, alias, { effect, held: true, lifted: false });
}

interface Threshold {
  readonly effect: Effect;
  /** Count only categories that the row holds. */
  readonly held: boolean;
  /** Ignore that the record's person is protected. */
  readonly lifted: boolean;
}

/** True where one of the categories reaches the threshold. */
function atLeast(
  policy: Policy,
  facts: RequestFacts,
  categories: readonly Category[],
  alias: string,
  threshold: Threshold,
): SqlFragment {
  const least = rank[threshold.effect];
  const boundsOf = bounds(policy, facts);
  const rows = categories.flatMap((category) => policy.categories[category] ?? []);
  if (rows.some((row) => row.public)) return always;
  const possible = rows.filter((row) => rank[boundsOf(row.category).ceiling] >= least);
  if (possible.length === 0) return never;

  const r = identifier(alias);
  const released = releaseKinds.flatMap((kind) => {
    const some = possible.filter((row) => kind.of(row, originates(policy, facts, row.category)));
    if (some.length === 0) return [];
    return all([isReleased(facts, r, threshold, kind), consentedGrounds(policy, facts, some, r, threshold)]);
  });
  return all([isAlive(policy, facts, r), any(released)]);
}

interface ReleaseKind {
  /** Whether the viewer's agency may have such data of its own. */
  readonly own: boolean;
  /** Whether the category is data, not part of the envelope. */
  readonly data: boolean;
  of(row: CategoryRow, own: boolean): boolean;
}

// What handling and release mean for a category depends on these two alone.
const releaseKinds: readonly ReleaseKind[] = [true, false].flatMap((own) =>
  [true, false].map((data) => ({
    own,
    data,
    of: (row: CategoryRow, isOwn: boolean) => isOwn === own && row.envelope !== data,
  })),
);

function consentedGrounds(
  policy: Policy,
  facts: RequestFacts,
  rows: readonly CategoryRow[],
  r: SqlFragment,
  threshold: Threshold,
): SqlFragment {
  const on = (some: readonly CategoryRow[]): SqlFragment => groundsOf(policy, facts, some, r, threshold);
  if (facts.viewer.kind !== 'PARTNER_THIRD_COUNTRY' || rank[threshold.effect] <= rank.HIT) return on(rows);
  const freely = rows.filter((row) => !row.thirdCountryConsent);
  const byConsent = rows.filter((row) => row.thirdCountryConsent);
  return any([on(freely), all([isNamed(facts, r), on(byConsent)])]);
}

// True where the row's base reaches the threshold: by its cell, its scope, as the viewer's own, or by its joint operation.
function groundsOf(
  policy: Policy,
  facts: RequestFacts,
  rows: readonly CategoryRow[],
  r: SqlFragment,
  threshold: Threshold,
): SqlFragment {
  const least = rank[threshold.effect];
  const on = (some: readonly CategoryRow[]): SqlFragment => holdsAny(some, r, threshold);
  const byCell = rows.filter((row) => rank[cellOf(facts, row).effect] >= least);
  const scoped = byCell.filter((row) => cellOf(facts, row).scope !== null);
  const everywhere = byCell.filter((row) => !scoped.includes(row));
  const rest = rows.filter((row) => !everywhere.includes(row));

  const ofScope = scoped.map((row) => {
    const originators = scopeOf(policy, facts, cellOf(facts, row).scope ?? 'OWN');
    return all([sqlText`${r}.originator = any(${originators}::text[])`, on([row])]);
  });
  const ofOwn = rest.filter((row) => row.own && originates(policy, facts, row.category));
  const own = ofOwn.length > 0 ? all([sqlText`${r}.originator = ${facts.viewer.agency}`, on(ofOwn)]) : never;
  const ofOperation = policy.operations.map((operation) => {
    const granted = rest.filter(
      (row) => liveOperations(policy, facts, row).includes(operation) && rank[operation.effect] >= least,
    );
    return all([sqlText`${r}.joint_operation = ${operation.id}`, on(granted)]);
  });
  return any([on(everywhere), ...ofScope, own, ...ofOperation]);
}

// One array test for all categories; those on persons separately where protected persons stay below the threshold.
function holdsAny(rows: readonly CategoryRow[], r: SqlFragment, threshold: Threshold): SqlFragment {
  const test = (some: readonly CategoryRow[]): SqlFragment => {
    if (some.length === 0) return never;
    return threshold.held ? sqlText`${r}.holds && ${some.map((row) => row.category)}::text[]` : always;
  };
  if (threshold.effect !== 'FULL' || threshold.lifted) return test(rows);
  return any([
    test(rows.filter((row) => !row.personal)),
    all([test(rows.filter((row) => row.personal)), isUnprotectedRow(r)]),
  ]);
}

// Neither the row's person is protected nor, where the row is a link, the person at its end.
function isOfNobodyProtected(policy: Policy, { viewer }: RequestFacts, { alias, link }: RowAlias): SqlFragment {
  const r = identifier(alias);
  const own = sqlText`${r}.originator = ${viewer.agency}`;
  return all([isUnprotectedRow(r), link === null ? always : isUnprotected(policy, link, alias, own)]);
}

function isUnprotectedRow(r: SqlFragment): SqlFragment {
  return sqlText`not (${r}.minor or coalesce(${r}.data_subject_category, '') = any(${protectedSubjects}::text[]))`;
}

// A millisecond later: envelopes reach `decide` truncated to milliseconds, and the column has microseconds.
const momentAfter = new OfInstant((asOf) => new Date(instantMs(asOf) + 1).toISOString());

/** True where the record has not expired at the request's instant. @param r quoted alias */
export function isUnexpired(r: SqlFragment): SqlFragment {
  return sqlText`(${r}.expires_at is null or ${r}.expires_at >= ${momentAfter}::timestamptz)`;
}

// The highest level that the clearances of the viewer and of its agency both reach.
function levelOf(policy: Policy, { viewer }: RequestFacts): number {
  const agency = policy.agencies[viewer.agency]?.clearance ?? 'PUBLIC';
  return Math.min(classifications.indexOf(viewer.clearance), classifications.indexOf(agency));
}

// Understood, within clearance, not expired, within its purposes.
function isAlive(policy: Policy, facts: RequestFacts, r: SqlFragment): SqlFragment {
  return all([
    sqlText`${r}.classification between 0 and ${levelOf(policy, facts)}`,
    isUnexpired(r),
    sqlText`(${r}.purpose_limits = '{}' or ${r}.purpose_limits @> ${[facts.purpose ?? '']}::text[])`,
    ...understood(r),
  ]);
}

// The row's codes and its category of data subject are ones that are understood.
function understood(r: SqlFragment): readonly SqlFragment[] {
  return [
    sqlText`${r}.handling_codes <@ ${handlingCodes}::text[]`,
    sqlText`(${r}.data_subject_category is null or ${r}.data_subject_category = any(${dataSubjectCategories}::text[]))`,
  ];
}

// H2, H3 and release; for HIT the hit list is enough.
function isReleased(facts: RequestFacts, r: SqlFragment, threshold: Threshold, kind: ReleaseKind): SqlFragment {
  const { agency } = facts.viewer;
  const released = all([
    sqlText`(${r}.releasable_to = '{}' or ${isNamed(facts, r)})`,
    sqlText`(not ${r}.handling_codes @> '{H2}' or ${r}.addressees && ${[agency, `agency:${agency}`]}::text[])`,
    kind.data && threshold.effect === 'FULL' ? sqlText`not ${r}.handling_codes @> '{H3}'` : always,
  ]);
  return any([
    released,
    kind.own ? sqlText`${r}.originator = ${agency}` : never,
    threshold.effect === 'HIT' ? sqlText`${r}.hit_to && ${viewerNames(facts.viewer)}::text[]` : never,
  ]);
}

function isNamed(facts: RequestFacts, r: SqlFragment): SqlFragment {
  return sqlText`${r}.releasable_to && ${viewerNames(facts.viewer)}::text[]`;
}
