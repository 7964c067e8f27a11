import type { Policy } from '../../policy/policy.js';
import { protectedSubjects } from '../../policy/protectedSubjects.js';
import { quote, quoteTable } from '../../storage/pool/quote.js';
import type { WritableDatabase } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { RecordSource } from '../records/record.js';
import { withSourceLock } from '../run/sourceLock.js';
import { type PersonLinks, personLinks } from './personLinks.js';

/** All that the persons source tells of one person. */
interface ToldSubject {
  readonly ref: string;
  readonly category: string | null;
  readonly minor: boolean;
}

/** Refs a transaction. */
const batch = 1000;

/** Which sources are told, and of which persons. */
export interface TellOptions {
  readonly databases: Pick<IngestDatabases, RecordSource>;
  readonly policy: Policy;
  /** False: no person has changed, and only links that were not told yet are told. */
  readonly personsChanged?: boolean;
  /** Refs a transaction; 1000 by default. */
  readonly batchRefs?: number;
}

/**
 * Tells the sources that hold a person's ref what the person is to a case: for links that have not been told yet, and for
 * persons who have changed since. Each row is written by its own source's writer; no source reads another's envelope.
 *
 * @remarks May be repeated, and stopped at any moment: what is left is the difference between what was told and what is
 *   stored, and a link that was not told is protected. One at a time for each deployment.
 * @returns how many persons the sources were told of
 * @throws SOURCE_UNAVAILABLE
 */
export async function propagateSubjects(options: TellOptions): Promise<number> {
  const { persons } = options.databases;
  return await withSourceLock({ database: persons, source: 'persons/subjects', wait: true }, async () => {
    // Why first: a source is first told what the others have been told.
    let told = options.personsChanged === false ? 0 : await tellChanged(options);
    for (const links of personLinks) told += await tellUntold(options, links);
    return told;
  });
}

/** Tells of persons who have changed, every source that holds them. */
async function tellChanged({ databases, policy, batchRefs = batch }: TellOptions): Promise<number> {
  const { persons } = databases;
  let count = 0;
  for (let last = ''; ; ) {
    const changed = await persons.exec<ToldSubject>(nextChanged, [last, batchRefs, policy.linkSubjects.publicLists]);
    if (changed.length === 0) return count;
    last = changed.at(-1)?.ref ?? last;
    for (const { source, table, column } of personLinks) await write(databases[source], tell(table, column), changed);
    // Invariant: noted once every source has it; a run that is stopped before tells it again.
    await write(persons, noteTold, changed);
    count += changed.length;
  }
}

/** Tells links of one table that were not told yet. */
async function tellUntold(
  { databases, policy, batchRefs = batch }: TellOptions,
  { source, table, column }: PersonLinks,
): Promise<number> {
  let count = 0;
  for (let last = ''; ; ) {
    const untold = await databases[source].exec<{ ref: string }>(nextUntold(table, column), [last, batchRefs]);
    if (untold.length === 0) return count;
    last = untold.at(-1)?.ref ?? last;
    const refs = untold.map(({ ref }) => ref);
    const told = await databases.persons.exec<ToldSubject>(hold, [refs, policy.linkSubjects.publicLists]);
    await write(databases[source], settle(table, column), told);
    count += told.length;
  }
}

async function write(database: WritableDatabase, statement: string, told: readonly ToldSubject[]): Promise<void> {
  await database.exec(statement, [JSON.stringify(told)]);
}

/**
 * Deletes the notes of refs that the persons source told of, where it has no such record and no source holds the ref any
 * more: what has expired leaves nothing behind.
 *
 * @remarks Under the lock of `propagateSubjects`: a note that is written meanwhile would be deleted. May be repeated, and
 *   stopped at any moment.
 */
export async function forgetSubjects(databases: Pick<IngestDatabases, RecordSource>): Promise<void> {
  const { persons } = databases;
  await withSourceLock({ database: persons, source: 'persons/subjects', wait: true }, async () => {
    for (let last = ''; ; ) {
      const rows = await persons.exec<{ ref: string }>(nextWithoutRecord, [last, batch]);
      if (rows.length === 0) return;
      last = rows.at(-1)?.ref ?? last;
      const refs = new Set(rows.map(({ ref }) => ref));
      for (const { source, table, column } of personLinks) {
        const held = await databases[source].exec<{ ref: string }>(heldOf(table, column), [[...refs]]);
        for (const { ref } of held) refs.delete(ref);
      }
      if (refs.size > 0) await persons.exec(forget, [[...refs]]);
    }
  });
}

/*
 * Statements. In the persons source: $1 refs, or the ref to go on after and how many; last, the sources that are public
 * lists. In the sources that are told: $1 what is told, as JSON.
 */

/** What one record says; null where it does not say. */
const saidBy = (lists: string): string =>
  `coalesce(p.data_subject_category, case when p.classification = 0 and p.source = any(${lists}::text[]) then 'OTHER' end)`;

/**
 * What is told of a ref: the strictest of what its records say, of which each agency may have one. Protected where one of them
 * says so; null where one of them does not say; else the first of their words.
 */
function strictest(lists: string): string {
  const isProtected = `p.data_subject_category = any('{${protectedSubjects.join(',')}}')`;
  return `coalesce(min(p.data_subject_category) filter (where ${isProtected}),
      case when count(${saidBy(lists)}) = count(*) then min(${saidBy(lists)}) end) as category,
    coalesce(bool_or(p.minor), false) as minor`;
}

/** The next persons who have changed since they were told of. Why lateral: a join would sort all of them for each batch. */
const nextChanged = `select t.ref, said.category, said.minor from persons.told_subject t
  cross join lateral (select ${strictest('$3')} from persons.person p where p.ref = t.ref) said
  where t.ref > $1 and (t.category, t.minor) is distinct from (said.category, said.minor) order by t.ref limit $2`;

/**
 * Notes that a source holds refs, and returns what is told of them: what was told before, where it was, since the others are
 * told anew by the difference between that and what is stored.
 */
const hold = `with said as (
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
const noteTold = `update persons.told_subject t set category = d.category, minor = d.minor from ${told}
  where t.ref = d.ref`;

/** The next refs of links that were not told yet. */
function nextUntold(table: string, column: string): string {
  return `select distinct ${quote(column)} as ref from ${quoteTable(table)}
    where ${quote(column)} is not null and not subject_known and ${quote(column)} > $1 order by 1 limit $2`;
}

/** Tells links that were not told yet. */
function settle(table: string, column: string): string {
  return `update ${quoteTable(table)} t set record_category = d.category, record_minor = d.minor, subject_known = true
    from ${told} where t.${quote(column)} = d.ref and not t.subject_known`;
}

/** Tells links again. */
function tell(table: string, column: string): string {
  return `update ${quoteTable(table)} t set record_category = d.category, record_minor = d.minor
    from ${told} where t.${quote(column)} = d.ref and t.subject_known
      and (t.record_category, t.record_minor) is distinct from (d.category, d.minor)`;
}

/** The next noted refs without a record. */
const nextWithoutRecord = `select t.ref from persons.told_subject t left join persons.person p on p.ref = t.ref
  where t.ref > $1 and p.ref is null order by t.ref limit $2`;

/** Which of the refs are held by links of a table. */
function heldOf(table: string, column: string): string {
  return `select distinct ${quote(column)} as ref from ${quoteTable(table)} where ${quote(column)} = any($1)`;
}

const forget = 'delete from persons.told_subject where ref = any($1)';
