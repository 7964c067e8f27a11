import type { EncodedEntry } from './entry.js';
import type { Hash } from './merkle.js';
import type { LogClient } from './pool.js';

/** An entry with its place in the log. */
export interface PlacedEntry {
  readonly index: number;
  readonly leafHash: Hash;
  readonly encoded: EncodedEntry;
  readonly tokens: readonly string[];
}

/** A finished subtree to store. */
export interface PlacedNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/**
 * Writes a batch: entries, their wrapped keys, tokens and finished subtrees. One statement, hence one transaction and
 * one round trip.
 *
 * @returns false where a later lease exists: nothing was written, and this writer is one no more
 */
export async function writeBatch(
  client: LogClient,
  batch: {
    readonly log: string;
    readonly epoch: number;
    readonly entries: readonly PlacedEntry[];
    readonly nodes: readonly PlacedNode[];
  },
): Promise<boolean> {
  const { entries, nodes } = batch;
  const headers = entries.map((entry) => entry.encoded.header);
  const tokens = entries.flatMap((entry) => entry.tokens.map((token) => ({ index: entry.index, token })));
  const { rows } = await client.query({
    name: 'portcullis_audit_append',
    text: appendSql,
    values: [
      batch.log,
      batch.epoch,
      entries.map((entry) => entry.index),
      entries.map((entry) => toBuffer(entry.encoded.bytes)),
      entries.map((entry) => toBuffer(entry.leafHash)),
      entries.map((entry) => toBuffer(entry.encoded.sealed.bytes)),
      headers.map((header) => header.kind),
      headers.map((header) => header.at),
      headers.map((header) => header.requestId),
      headers.map((header) => header.subject),
      headers.map((header) => header.agency),
      headers.map((header) => header.agencyKind),
      headers.map((header) => header.role),
      headers.map((header) => header.purpose),
      headers.map((header) => header.policyVersion),
      headers.map((header) => header.schemaHash),
      headers.map((header) => header.documentHash),
      headers.map((header) => header.operationName),
      headers.map((header) => header.code),
      headers.map((header) => header.durationMs),
      headers.map((header) => header.count ?? null),
      headers.map((header) => header.source ?? null),
      entries.map((entry) => toBuffer(entry.encoded.sealed.wrappedKey)),
      entries.map((entry) => entry.encoded.sealed.wrappedBy),
      tokens.map((row) => row.index),
      tokens.map((row) => row.token),
      nodes.map((node) => node.level),
      nodes.map((node) => node.index),
      nodes.map((node) => toBuffer(node.hash)),
    ],
  });
  return rows[0]?.written === entries.length;
}

/** What the log holds under the idempotency keys of some entries: index and stored bytes, by `requestId/kind`. */
export async function findWritten(
  client: LogClient,
  log: string,
  entries: readonly EncodedEntry[],
): Promise<ReadonlyMap<string, { readonly index: number; readonly bytes: Uint8Array }>> {
  const { rows } = await client.query({
    name: 'portcullis_audit_find',
    text: `select e.index::text as index, e.bytes, e.request_id, e.kind
      from unnest($2::text[], $3::text[]) q(request_id, kind)
      join audit.entry e on e.log = $1 and e.request_id = q.request_id and e.kind = q.kind`,
    values: [log, entries.map((entry) => entry.header.requestId), entries.map((entry) => entry.header.kind)],
  });
  return new Map(
    rows.map((row) => [`${row.request_id}/${row.kind}`, { index: Number(row.index), bytes: row.bytes as Buffer }]),
  );
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const appendSql = `
with fence as (
  select 1 where not exists (select 1 from audit.lease where log = $1 and epoch > $2)
), written as (
  insert into audit.entry (log, index, bytes, leaf_hash, sealed, kind, at, request_id, subject, agency, agency_kind, role,
    purpose, policy_version, schema_hash, document_hash, operation_name, code, duration_ms, count, source)
  select $1, e.* from fence, unnest($3::bigint[], $4::bytea[], $5::bytea[], $6::bytea[], $7::text[], $8::timestamptz[],
    $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
    $18::text[], $19::text[], $20::float8[], $21::int[], $22::text[]) e
  returning index
), keys as (
  insert into audit.entry_key (log, index, wrapped_key, wrapped_by)
  select $1, k.* from fence, unnest($3::bigint[], $23::bytea[], $24::text[]) k
), tokens as (
  insert into audit.entity_index (log, index, token)
  select $1, t.* from fence, unnest($25::bigint[], $26::text[]) t
), nodes as (
  insert into audit.node (log, level, index, hash)
  select $1, n.* from fence, unnest($27::smallint[], $28::bigint[], $29::bytea[]) n
)
select count(*)::int as written from written`;
