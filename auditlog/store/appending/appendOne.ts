import type { EncodedEntry } from '../../entry/encode.js';
import type { LogClient } from '../pool.js';
import { uuidArray } from './arrays.js';
import { textsOf } from './placedEntry.js';

/**
 * Writes one entry and its tokens, as `writeBatch` does, by plain values: a connection alone pays a batch for
 * each entry, and arrays of one element cost it more than all else (docs/decisions/0031).
 *
 * @returns false where a later lease exists: nothing was written, and this writer is one no more
 */
export async function appendOne(
  client: LogClient,
  { log, epoch, entry }: { readonly log: string; readonly epoch: number; readonly entry: EncodedEntry },
): Promise<boolean> {
  const { index, bytes, leafHash, storedHeader, header, sealed, tokens } = entry;
  const { rowCount } = await client.query({
    name: 'portcullis_audit_append_one',
    text: appendOneSql,
    values: [
      ...[log, epoch, index, bytes, leafHash, storedHeader, sealed.bytes, header.at],
      ...textsOf(entry),
      tokens.length === 0 ? null : uuidArray([tokens]),
    ],
  });
  return rowCount === 1;
}

const appendOneSql = `
with fence as (
  select 1 where not exists (select 1 from audit.lease where log = $1 and epoch > $2)
), tokens as (
  insert into audit.entity_index (log, index, tokens) select $1, $3, $17 from fence where $17::uuid[] is not null
)
insert into audit.entry (log, index, bytes, leaf_hash, header, sealed, at, kind, request_id, subject, agency, role, purpose,
  document_hash, code)
select $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 from fence`;
