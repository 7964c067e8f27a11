import { protectedSubjects } from '../../policy/understood.js';
import { quote, quoteTable } from '../../storage/pool/quote.js';

/*
 * Statements of telling what persons are to a case. In the persons source: $1 refs, or the ref to go on after and how
 * many; last, the sources that are public lists. In the sources that are told: $1 what is told, as JSON.
 */

/** What one record says; of one that does not say nothing is known, nor where there is none. */
const saidBy = (lists: string): string =>
  `coalesce(p.data_subject_category, case when p.classification = 0 and p.source = any(${lists}::text[]) then 'OTHER' end)`;

/**
 * What is told of a ref: the strictest of what its records say, of which each agency may have one. That the person is
 * protected, where one of them says so; nothing, where one of them does not say; else the first of their words.
 */
function strictest(lists: string): string {
  const isProtected = `p.data_subject_category = any('{${protectedSubjects.join(',')}}')`;
  return `coalesce(min(p.data_subject_category) filter (where ${isProtected}),
      case when count(${saidBy(lists)}) = count(*) then min(${saidBy(lists)}) end) as category,
    coalesce(bool_or(p.minor), false) as minor`;
}

/**
 * The next persons of whom something else was told than is stored now. Why record by record: joined as a whole, all of
 * them would be sorted for each batch.
 */
export const nextChanged = `select t.ref, said.category, said.minor from persons.told_subject t
  cross join lateral (select ${strictest('$3')} from persons.person p where p.ref = t.ref) said
  where t.ref > $1 and (t.category, t.minor) is distinct from (said.category, said.minor) order by t.ref limit $2`;

/**
 * Notes that a source holds refs, and gives what is told of them. Why what was told before, where it was: the others are
 * told anew by the difference between that and what is stored.
 */
export const hold = `with said as (
    select a.ref, ${strictest('$2')} from unnest($1::text[]) as a(ref)
      left join persons.person p on p.ref = a.ref group by a.ref
  ), held as (
    insert into persons.told_subject (ref, category, minor) select ref, category, minor from said
    on conflict (ref) do nothing returning ref, category, minor
  )
  select ref, category, minor from held
  union all
  select t.ref, t.category, t.minor from persons.told_subject t join said on said.ref = t.ref
  where (t.category, t.minor) is not distinct from (said.category, said.minor)
    and not exists (select from held where held.ref = t.ref)`;

const told = 'jsonb_to_recordset($1::jsonb) as d(ref text, category text, minor boolean)';

/** Notes what was told. */
export const noteTold = `update persons.told_subject t set category = d.category, minor = d.minor from ${told}
  where t.ref = d.ref`;

/** The next refs of links that were not told yet. */
export function nextUntold(table: string, column: string): string {
  return `select distinct ${quote(column)} as ref from ${quoteTable(table)}
    where ${quote(column)} is not null and not subject_known and ${quote(column)} > $1 order by 1 limit $2`;
}

/** Tells links that were not told yet. */
export function settle(table: string, column: string): string {
  return `update ${quoteTable(table)} t set record_category = d.category, record_minor = d.minor, subject_known = true
    from ${told} where t.${quote(column)} = d.ref and not t.subject_known`;
}

/** Tells links anew. */
export function tell(table: string, column: string): string {
  return `update ${quoteTable(table)} t set record_category = d.category, record_minor = d.minor
    from ${told} where t.${quote(column)} = d.ref and t.subject_known
      and (t.record_category, t.record_minor) is distinct from (d.category, d.minor)`;
}

/** The next refs that were told of without a record. */
export const nextWithoutRecord = `select t.ref from persons.told_subject t left join persons.person p on p.ref = t.ref
  where t.ref > $1 and p.ref is null order by t.ref limit $2`;

/** Which of the refs are held by links of a table. */
export function heldOf(table: string, column: string): string {
  return `select distinct ${quote(column)} as ref from ${quoteTable(table)} where ${quote(column)} = any($1)`;
}

/** Forgets what was told of refs. */
export const forget = 'delete from persons.told_subject where ref = any($1)';
