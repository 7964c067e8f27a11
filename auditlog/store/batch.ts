import type { EncodedEntry } from '../entry.js';
import { appendOne } from './appendOne.js';
import { bigintArray, bytesArray, doubleArray, instantArray, textArray, uuidArray } from './arrays.js';
import { type PlacedEntry, type PlacedNode, textFields } from './placedEntry.js';
import type { LogClient } from './pool.js';

/** Entries of consecutive indices, and the subtrees that they finish. */
interface Batch {
  readonly log: string;
  readonly epoch: number;
  readonly entries: readonly PlacedEntry[];
  readonly nodes: readonly PlacedNode[];
}

/**
 * Writes a batch: entries, their wrapped keys, tokens and finished subtrees. One statement, hence one transaction and
 * one round trip. One entry alone goes by a statement of its own, unless it finishes a subtree.
 *
 * @returns false where a later lease exists: nothing was written, and this writer is one no more
 */
export async function writeBatch(client: LogClient, batch: Batch): Promise<boolean> {
  const [entry] = batch.entries;
  const isAlone = batch.entries.length === 1 && batch.nodes.length === 0;
  return entry && isAlone ? appendOne(client, { ...batch, entry }) : appendMany(client, batch);
}

async function appendMany(client: LogClient, batch: Batch): Promise<boolean> {
  const { entries, nodes } = batch;
  const headers = entries.map((entry) => entry.encoded.header);
  const texts = (field: (typeof textFields)[number]): Buffer =>
    textArray(headers.map((header) => header[field] ?? null));
  const sealed = entries.map((entry) => entry.encoded.sealed);
  const { rows } = await client.query({
    name: 'portcullis_audit_append',
    text: appendSql,
    values: [
      batch.log,
      batch.epoch,
      entries[0]?.index ?? 0,
      bytesArray(entries.map((entry) => entry.encoded.bytes)),
      bytesArray(entries.map((entry) => entry.leafHash)),
      bytesArray(sealed.map(({ bytes }) => bytes)),
      instantArray(headers.map((header) => Date.parse(header.at))),
      ...textFields.map(texts),
      doubleArray(headers.map((header) => header.durationMs)),
      bigintArray(headers.map((header) => header.count ?? null)),
      bytesArray(sealed.map(({ wrappedKey }) => wrappedKey)),
      textArray(sealed.map(({ wrappedBy }) => wrappedBy)),
      bigintArray(endsOf(entries)),
      uuidArray(entries.map((entry) => entry.tokens)),
      bigintArray(nodes.map((node) => node.level)),
      bigintArray(nodes.map((node) => node.index)),
      bytesArray(nodes.map((node) => node.hash)),
    ],
  });
  return rows[0]?.written === entries.length;
}

/** Where the tokens of each entry end in those of the batch. */
function endsOf(entries: readonly PlacedEntry[]): number[] {
  let end = 0;
  return entries.map(({ tokens }) => {
    end += tokens.length / 4;
    return end;
  });
}

/** Idempotency keys, `requestId/kind`, that entries of the log have already, of those of some entries. */
export async function findTaken(
  client: LogClient,
  log: string,
  entries: readonly EncodedEntry[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query({
    name: 'portcullis_audit_find',
    text: `select e.request_id, e.kind
      from unnest($2::text[], $3::text[]) q(request_id, kind)
      join audit.entry e on e.log = $1 and e.request_id = q.request_id and e.kind = q.kind`,
    values: [log, entries.map((entry) => entry.header.requestId), entries.map((entry) => entry.header.kind)],
  });
  return new Set(rows.map((row) => `${row.request_id}/${row.kind}`));
}

const appendSql = `
with fence as (
  select 1 where not exists (select 1 from audit.lease where log = $1 and epoch > $2)
), written as (
  insert into audit.entry (log, index, bytes, leaf_hash, sealed, at, kind, request_id, subject, agency, agency_kind, role,
    purpose, policy_version, schema_hash, document_hash, operation_name, code, source, duration_ms, count)
  select $1, $3::bigint + e.place - 1, e.bytes, e.leaf_hash, e.sealed, e.at, e.kind, e.request_id, e.subject, e.agency,
    e.agency_kind, e.role, e.purpose, e.policy_version, e.schema_hash, e.document_hash, e.operation_name, e.code,
    e.source, e.duration_ms, e.count::int
  from fence, unnest($4::bytea[], $5::bytea[], $6::bytea[], $7::timestamptz[], $8::text[], $9::text[], $10::text[],
    $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[],
    $20::text[], $21::float8[], $22::bigint[]) with ordinality
    e(bytes, leaf_hash, sealed, at, kind, request_id, subject, agency, agency_kind, role, purpose, policy_version,
      schema_hash, document_hash, operation_name, code, source, duration_ms, count, place)
  returning index
), keys as (
  insert into audit.entry_key (log, index, wrapped_key, wrapped_by)
  select $1, $3::bigint + k.place - 1, k.wrapped_key, k.wrapped_by
  from fence, unnest($23::bytea[], $24::text[]) with ordinality k(wrapped_key, wrapped_by, place)
), tokens as (
  insert into audit.entity_index (log, index, tokens)
  select $1, $3::bigint + t.place - 1, ($26::uuid[])[t.start + 1:t.stop]
  from fence, (
    select stop, place, lag(stop, 1, 0::bigint) over (order by place) as start
    from unnest($25::bigint[]) with ordinality u(stop, place)
  ) t where t.stop > t.start
), nodes as (
  insert into audit.node (log, level, index, hash)
  select $1, n.level::smallint, n.index, n.hash from fence, unnest($27::bigint[], $28::bigint[], $29::bytea[]) n(level, index, hash)
)
select count(*)::int as written from written`;
