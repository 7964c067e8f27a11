import { askedPairKeys, matcherVersion } from '../../../../matching/index.js';
import { aboveClearancePredicate, askedPredicate } from '../../../../policy/predicate.js';
import { PortcullisError } from '../../../../schema/errors.js';
import { type RawBuilder, sql } from '../../../../storage/kysely.js';
import { compileStatement } from '../../../../storage/pool/database.js';
import { type Prepared, slot } from '../../../../storage/slot.js';
import { raw } from '../../../../storage/sql.js';
import type { RecordRow } from '../../described/toObject.js';
import type { HandlingRow } from '../../rows.js';
import type { KitSession } from '../../session/session.js';
import { envelope, handlingOf } from '../../wall/envelope.js';
import { type AskedSubject, wordsOf } from '../asked.js';
import type { LinkTable } from './linkTable.js';

/** A row that may be a link to the asked person, of the asked agency. */
export type LinkRow = RecordRow & HandlingRow & Compared;

/** What it is told by. */
interface Compared {
  /** Id of the link in a list; absent where the row is a record. */
  readonly child_id?: string;
  readonly asked_name: string | null;
  readonly asked_birth_date: string | null;
  readonly asked_eori: string | null;
  readonly asked_refs: readonly (string | null)[];
  readonly asked_nobody: boolean;
  readonly asked_category: string | null;
  readonly asked_minor: boolean | null;
  /** Ids of the entries of lists that it stands in, by their tables. */
  readonly asked_within: Readonly<Record<string, string | null>>;
  /** False: only the clearance keeps it from this viewer, and it is counted alone. */
  readonly asked_opened: boolean;
}

/**
 * Rows that point at a record that was found, that have the EORI number, or whose name shares a pair of words: whether each is
 * the person's is still to be told. Two statements.
 *
 * @throws PortcullisError SOURCE_UNAVAILABLE where names of the agency's links are waiting for their keys: one may be the person's
 */
export async function findLinks(
  session: KitSession,
  links: LinkTable,
  asked: AskedSubject,
): Promise<readonly LinkRow[]> {
  const { db } = session;
  const found = session.kept(links, 'found', () => compileFound(session, links));
  const values = {
    agency: asked.agency,
    keys: askedPairKeys(wordsOf(asked.name) ?? []),
    refs: asked.refs.map(({ ref }) => ref),
    eori: asked.eori ?? '',
  };
  if (links.rows.link?.name) {
    const unread = session.kept(links, 'unread', () => compileUnread(links, links.rows.link?.name ?? ''));
    const [waiting] = await db.rows(unread, { values });
    if (waiting?.unread !== false)
      throw new PortcullisError('SOURCE_UNAVAILABLE', { facts: { source: session.source } });
  }
  // Why planned for its values: how many names share a pair of words differs a thousandfold.
  return await db.rows(found, { values, planForValues: true });
}

/*
 * Why a union of reads: each uses the index of its datum, where one condition of them all would read the whole table. Why the list
 * of ids beside the join: PostgreSQL cannot know how few are found.
 */
function compileFound(session: KitSession, links: LinkTable): Prepared<LinkRow> {
  const { policy, facts } = session;
  const { table, from, alias, select, compared, rows } = links;
  const { link, pointers } = rows;
  const reads: RawBuilder<unknown>[] = pointers.map(
    (pointer) => sql`select x.id from (select unnest(cast(${slot('refs')} as text[])) as ref offset 0) asked
      join ${table} x on ${sql.ref(`x.${pointer}`)} = asked.ref`,
  );
  if (link?.name) reads.push(sql`select x.id from ${table} x where x.match_keys && cast(${slot('keys')} as text[])`);
  if (link?.eori)
    reads.push(sql`select x.id from ${table} x where ${sql.ref(`x.${link.eori}`)} = ${slot('eori')}::text`);
  const [opened, above] = [askedPredicate, aboveClearancePredicate].map((of) => raw<boolean>(of(policy, facts, 'r')));
  return compileStatement(sql<LinkRow>`
    with met as materialized (${sql.join(reads, sql` union `)})
    select ${select(session).columns}, ${compared}, ${envelope('r')}, ${handlingOf('r')}, ${opened} as asked_opened
    from ${from}
    where ${sql.ref(`${alias}.id`)} = any(array(select id from met)) and r.originator = ${slot('agency')}::text
      and (${opened} or ${above})
    order by ${sql.ref(`${alias}.id`)}`);
}

/** Whether names of the agency's links are waiting for their keys. */
function compileUnread({ from, alias }: LinkTable, name: string): Prepared<{ readonly unread: boolean }> {
  const made = sql.ref(`${alias}.matcher_version`);
  const version = sql.raw(String(matcherVersion));
  return compileStatement(sql<{ readonly unread: boolean }>`
    select exists (select from ${from} where (${made} < ${version} or ${made} > ${version} or ${made} is null)
      and ${sql.ref(`${alias}.${name}`)} is not null and r.originator = ${slot('agency')}::text) as unread`);
}
