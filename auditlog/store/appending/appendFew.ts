import type { EncodedEntry } from '../../entry/encode.js';
import type { LogClient } from '../pool.js';
import { uuidArray } from './arrays.js';
import { textColumns, textsOf } from './placedEntry.js';

/** The largest batch that is sent as plain values. */
export const few = 24;

/**
 * Writes a few entries as plain values: arrays of few elements cost more than all else, on both sides
 * (docs/decisions/0095).
 *
 * @param entries one to `few`
 * @returns false if a later lease exists: nothing was written, and this writer has lost the log
 */
export async function appendFew(
  client: LogClient,
  { log, epoch, entries }: { readonly log: string; readonly epoch: number; readonly entries: readonly EncodedEntry[] },
): Promise<boolean> {
  const values: unknown[] = [log, epoch];
  for (const entry of entries) {
    const { index, bytes, leafHash, storedHeader, header, sealed, tokens } = entry;
    values.push(index, bytes, leafHash, storedHeader, sealed.bytes, header.at, ...textsOf(entry));
    values.push(tokens.length === 0 ? null : uuidArray([tokens]));
  }
  const { rowCount } = await client.query({
    name: `portcullis_audit_append_${entries.length}`,
    text: statementOf(entries.length),
    values,
  });
  return rowCount === entries.length;
}

const types = ['bigint', 'bytea', 'bytea', 'bytea', 'bytea', 'timestamptz', ...textColumns.map(() => 'text'), 'uuid[]'];

const statements: string[] = [];

function statementOf(count: number): string {
  statements[count] ??= makeStatement(count);
  return statements[count];
}

function makeStatement(count: number): string {
  const places = Array.from({ length: count }, (_, entry) =>
    types.map((type, place) => `$${3 + entry * types.length + place}::${type}`),
  );
  const entries = places.map((each) => `(${each.join(', ')})`);
  return `
with fence as (
  select 1 where not exists (select 1 from audit.lease where log = $1 and epoch > $2)
)
insert into audit.entry (log, index, bytes, leaf_hash, header, sealed, at, kind, request_id, subject, agency, role, purpose,
  document_hash, code, tokens)
select $1, e.* from fence, (values ${entries.join(',\n  ')}) e`;
}
