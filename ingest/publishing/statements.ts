import { keyColumns, standsOnce } from '../../schema/records/keys/recordKey.js';
import { insertEnvelopes, keyedColumns } from '../../storage/envelopeKey.js';
import { viaCoordinator } from '../../storage/nodes/viaCoordinator.js';
import { quote, quoteTable } from '../../storage/pool/quote.js';
import type { TableColumn } from '../../storage/pool/tableColumns.js';
import { termsText } from '../../storage/sql.js';
import type { RecordSource } from '../records/record.js';
import type { ChildTables } from '../staging/stager/stager.js';
import { restrictingColumns } from './keptTerms.js';

/** A record table of a run with its child tables, in the order in which children may refer to each other. */
export interface PublishedTable {
  readonly table: string;
  readonly children: ChildTables[string];
}

/** Columns of a table by name. */
export type Columns = ReadonlyMap<string, TableColumn>;

/*
 * Statements that publish the staged rows of a run whose numbers lie in a range: $1 run, $2 from, $3 up to, $4 the
 * envelope's source, $5 the agency that the run is for, empty for none, $6 the time of publication, where they need it. Each is one
 * set-based statement.
 */

/**
 * The stored row of a staged one, `s`, of the run's agency, or of the agency that the staged row names. Why `offset 0`: the
 * planner must look it up by its whole key. Without statistics of a source or table it expects a few rows, and would compare
 * each of them with all that are staged.
 */
function stored(table: string, alias: string): string {
  return `lateral (select * from ${table} o where o.source = $4
    and o.originator = coalesce(nullif($5::text, ''), s.record ->> 'originator') and o.source_ref = s.source_ref offset 0) ${alias}`;
}

const range = 's.run_id = $1 and s.seq between $2 and $3';

/** New and changed records of a table. */
function isWritten(table: string): string {
  return `${range} and s.record_table = '${table}' and s.action in ('NEW', 'CHANGED')`;
}

/** What is stored of a version, beside how it ended. */
export const versionColumns = [
  ...[
    'record_table',
    'record_id',
    'source',
    'source_ref',
    'originator',
    'version',
    'run_id',
    'format',
    'format_version',
  ],
  ...['file_name', 'file_sha256', 'line', 'element_path', 'quality_flags', 'content_hash', 'content', 'expires_at'],
  ...['recorded_at', 'terms'],
];
const versionKey = ['record_table', 'record_id'];

/** Copies what is replaced or withdrawn into history. */
export function keepHistory(source: RecordSource): string {
  return `insert into ${source}.history (${versionColumns.join(', ')}, ended_at, ended_by_run, ending)
    select ${versionColumns.map((name) => `p.${name}`).join(', ')}, $6::timestamptz, $1, s.action from ${source}.staged s,
      ${stored(`${source}.provenance`, 'p')}
    where ${range} and p.record_table = s.record_table and s.action in ('CHANGED', 'WITHDRAWN') on conflict do nothing`;
}

/** Ids of the records that are replaced or withdrawn. */
export function replacedIds(table: string, source: RecordSource): string {
  return `select t.id from ${source}.staged s, ${stored(quoteTable(table), 't')}
    where ${range} and s.record_table = '${table}' and s.action in ('CHANGED', 'WITHDRAWN')`;
}

/**
 * The next withdrawn records of a table after a staged row. Here $2 and $3 are its number and part, $6 says how many.
 */
export function nextWithdrawn(table: string, source: RecordSource): string {
  return `select s.seq::text as seq, s.part, t.id ${nextAfter(table, source, 'WITHDRAWN')}`;
}

/** The same of records that are published under another envelope, or one that ends earlier: with its terms. */
export function nextUnderOtherEnvelope(table: string, source: RecordSource): string {
  const terms = restrictingColumns.map(([, column]) => column);
  const of = (alias: string) => terms.map((name) => `${alias}.${quote(name)}`).join(', ');
  const json = terms.map((name) => `'${name}', r.${quote(name)}`).join(', ');
  return `select s.seq::text as seq, s.part, t.id, jsonb_build_object(${json}) as terms, r.expires_at
    ${nextAfter(
      table,
      source,
      'CHANGED',
      `cross join lateral jsonb_populate_record(null::${quoteTable(table)}, s.record) r`,
      `and ((${of('r')}) is distinct from (${of('t')})
      or coalesce(r.expires_at, 'infinity') < coalesce(t.expires_at, 'infinity'))`,
    )}`;
}

function nextAfter(table: string, source: RecordSource, action: string, more = '', where = ''): string {
  return `from ${source}.staged s cross join ${stored(quoteTable(table), 't')} ${more}
    where s.run_id = $1 and (s.seq, s.part) > ($2, $3) and s.record_table = '${table}' and s.action = '${action}' ${where}
    order by s.seq, s.part limit $6`;
}

/** Deletes withdrawn records, their children with them. */
export function withdraw(table: string, source: RecordSource): string {
  return `delete from ${quoteTable(table)} where id in (
    select t.id from ${source}.staged s, ${stored(quoteTable(table), 't')}
    where ${range} and s.record_table = '${table}' and s.action = 'WITHDRAWN')`;
}

/** Deletes the provenance of withdrawn records: history has it. */
export function endProvenance(source: RecordSource): string {
  return `delete from ${source}.provenance where (${versionKey.join(', ')}) in (
    select ${versionKey.map((name) => `p.${name}`).join(', ')} from ${source}.staged s, ${stored(`${source}.provenance`, 'p')}
    where ${range} and p.record_table = s.record_table and s.action = 'WITHDRAWN')`;
}

/** Deletes the children of changed records. */
export function deleteChildren(
  parent: string,
  child: PublishedTable['children'][number],
  source: RecordSource,
): string {
  return `delete from ${quoteTable(child.table)} where ${quote(child.parentColumn)} in (
    select s.record ->> 'id' from ${source}.staged s
    where ${range} and s.record_table = '${parent}' and s.action = 'CHANGED')`;
}

/**
 * Notes the distinct envelopes of new and changed records, each from the first record that names it. Why in order: runs that
 * note the same ones would deadlock.
 */
export function noteEnvelopes(table: string, source: RecordSource): string {
  return `${insertEnvelopes(source)}
    select r.envelope_key, ${keyedColumns.map((name) => `r.${quote(name)}`).join(', ')}
    from ${source}.staged s, jsonb_populate_record(null::${quoteTable(table)}, s.record) r
    where ${viaCoordinator} and s.ctid = any(array(select min(s.ctid) from ${source}.staged s
      where ${isWritten(table)} and s.record ? 'envelope_key' group by s.record ->> 'envelope_key'))
    order by 1 on conflict do nothing`;
}

/** Writes new and changed records. */
export function upsert(table: string, columns: Columns, source: RecordSource): string {
  const names = [...columns.keys()];
  const key = keyColumns(standsOnce(table));
  const updates = names
    .filter((name) => name !== 'id' && !key.includes(name))
    .map((name) => `${quote(name)} = excluded.${quote(name)}`);
  return `insert into ${quoteTable(table)} (${names.map(quote).join(', ')})
    select ${select(columns)} from ${source}.staged s, jsonb_populate_record(null::${quoteTable(table)}, s.record) r
    where ${viaCoordinator} and ${isWritten(table)}
    on conflict (${key.join(', ')}) do update set ${updates.join(', ')}`;
}

/**
 * Writes the children of new and changed records. Why returning: of what a node of Citus refuses, the code comes back then alone, and
 * without it nobody knows the fault for that of a record. Why counted: no row comes here.
 */
export function insertChildren(parent: string, child: string, columns: Columns, source: RecordSource): string {
  return `with written as (insert into ${quoteTable(child)} (${[...columns.keys()].map(quote).join(', ')})
    select ${select(columns)} from ${source}.staged s,
      jsonb_populate_recordset(null::${quoteTable(child)}, s.children -> '${child}') r
    where ${viaCoordinator} and ${isWritten(parent)} and s.children ? '${child}' returning 1)
    select count(*) from written`;
}

/** Writes the provenance of new and changed records, once they are written. $7 format, $8 its version, $9 files, $10 SHA-256. */
export function writeProvenance(table: string, source: RecordSource): string {
  const updates = versionColumns
    .filter((name) => ![...versionKey, 'source', 'source_ref'].includes(name))
    .map((name) => `${name} = excluded.${name}`);
  return `insert into ${source}.provenance (${versionColumns.join(', ')})
    select s.record_table, t.id, $4, s.source_ref, t.originator,
      1 + coalesce((select max(h.version) from ${source}.history h
        where h.record_table = s.record_table and h.record_id = t.id), 0),
      $1, $7, $8, ($9::text[])[s.file_index + 1], ($10::text[])[s.file_index + 1], s.line, s.element_path, s.quality_flags,
      t.content_hash, s.content, t.expires_at, $6::timestamptz, ${termsText('t')}
    from ${source}.staged s, ${stored(quoteTable(table), 't')}
    where ${viaCoordinator} and ${isWritten(table)}
    on conflict (${versionKey.join(', ')}) do update set ${updates.join(', ')}`;
}

/** Marks a staged record as refused; the links that it asserts go with it. $2 number, $3 SQLSTATE, $4 constraint or column. */
export function markRefused(source: RecordSource): string {
  return `with first as (select min(part) as part from ${source}.staged where run_id = $1 and seq = $2), links as (
      delete from ${source}.staged s using first where s.run_id = $1 and s.seq = $2 and s.part > first.part)
    update ${source}.staged s set action = 'REFUSED', children = null,
      record = jsonb_object(array['action', s.action, 'sqlState', $3::text, 'at', $4::text])
    from first where s.run_id = $1 and s.seq = $2 and s.part = first.part`;
}

function select(columns: Columns): string {
  return [...columns.values()].map(orDefault).join(', ');
}

/** A column that a record omits has its default. */
function orDefault({ name, fallback }: TableColumn): string {
  return fallback ? `coalesce(r.${quote(name)}, ${fallback})` : `r.${quote(name)}`;
}
