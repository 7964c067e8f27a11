import type { EncodedEntry, Prepared } from '../../entry/encode.js';
import type { LogClient } from '../pool.js';
import { appendFew, few } from './appendFew.js';
import { bigintArray, bytesArray, instantArray, textArray, uuidArray } from './arrays.js';
import { type PlacedNode, textColumns, textsOf } from './placedEntry.js';

/** Entries with consecutive indices, and the subtrees that they complete. */
interface Batch {
  readonly log: string;
  readonly epoch: number;
  readonly entries: readonly EncodedEntry[];
  readonly nodes: readonly PlacedNode[];
}

/**
 * Writes a batch: entries and completed subtrees. One statement, hence one transaction and one round trip.
 *
 * @returns false if a later lease exists: nothing was written, and this writer has lost the log
 */
export async function writeBatch(client: LogClient, batch: Batch): Promise<boolean> {
  const areFew = batch.entries.length <= few && batch.nodes.length === 0;
  return areFew ? appendFew(client, batch) : appendMany(client, batch);
}

async function appendMany(client: LogClient, batch: Batch): Promise<boolean> {
  const { entries, nodes } = batch;
  const texts = entries.map(textsOf);
  const ends = endsOf(entries);
  const { rows } = await client.query({
    name: 'portcullis_audit_append',
    text: appendSql,
    values: [
      batch.log,
      batch.epoch,
      entries[0]?.index ?? 0,
      bytesArray(entries.map(({ bytes }) => bytes)),
      bytesArray(entries.map(({ leafHash }) => leafHash)),
      bytesArray(entries.map(({ storedHeader }) => storedHeader)),
      bytesArray(entries.map(({ sealed }) => sealed.bytes)),
      instantArray(entries.map(({ header }) => Date.parse(header.at))),
      ...textColumns.map((_column, place) => textArray(texts.map((row) => row[place] ?? null))),
      bigintArray([0, ...ends.slice(0, -1)]),
      bigintArray(ends),
      uuidArray(entries.map(({ tokens }) => tokens)),
      bigintArray(nodes.map((node) => node.level)),
      bigintArray(nodes.map((node) => node.index)),
      bytesArray(nodes.map((node) => node.hash)),
    ],
  });
  return rows[0]?.written === entries.length;
}

/** Where the tokens of each entry end in those of the batch. */
function endsOf(entries: readonly EncodedEntry[]): number[] {
  let end = 0;
  return entries.map(({ tokens }) => {
    end += tokens.length / 4;
    return end;
  });
}

/** Those idempotency keys (`requestId/kind`) of some entries that other entries of the log have. */
export async function findTaken(
  client: LogClient,
  log: string,
  entries: readonly Pick<Prepared, 'header'>[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query({
    name: 'portcullis_audit_find',
    text: `select e.request_id, e.kind
      from unnest($2::text[], $3::text[]) q(request_id, kind)
      join audit.entry e on e.log = $1 and e.request_id = q.request_id and e.kind = q.kind`,
    values: [log, entries.map(({ header }) => header.requestId), entries.map(({ header }) => header.kind)],
  });
  return new Set(rows.map((row) => `${row.request_id}/${row.kind}`));
}

const appendSql = `
with fence as (
  select 1 where not exists (select 1 from audit.lease where log = $1 and epoch > $2)
), written as (
  insert into audit.entry (log, index, bytes, leaf_hash, header, sealed, at, kind, request_id, subject, agency, role, purpose,
    document_hash, code, tokens)
  select $1, $3::bigint + e.place - 1, e.bytes, e.leaf_hash, e.header, e.sealed, e.at, e.kind, e.request_id, e.subject,
    e.agency, e.role, e.purpose, e.document_hash, e.code, nullif(($19::uuid[])[e.start + 1:e.stop], '{}')
  from fence, unnest($4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::timestamptz[], $9::text[], $10::text[],
    $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::bigint[], $18::bigint[]) with ordinality
    e(bytes, leaf_hash, header, sealed, at, kind, request_id, subject, agency, role, purpose, document_hash, code, start, stop, place)
  returning index
), nodes as (
  insert into audit.node (log, level, index, hash)
  select $1, n.level::smallint, n.index, n.hash from fence, unnest($20::bigint[], $21::bigint[], $22::bytea[]) n(level, index, hash)
)
select count(*)::int as written from written`;
