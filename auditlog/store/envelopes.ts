import { openEnvelope, type SealedEnvelope, sealEnvelope } from '../entry/envelope.js';
import type { Seals } from '../keys.js';
import type { LogQuery } from './pool.js';

/** Stores envelopes; existing ones stay as they are. */
export async function storeEnvelopes(db: LogQuery, envelopes: readonly SealedEnvelope[]): Promise<void> {
  // Sorted: two writers that store the same ones in different orders would deadlock.
  const sorted = envelopes.toSorted((a, b) => Buffer.compare(a.digest, b.digest));
  await db.query({
    name: 'portcullis_audit_envelopes',
    text: `insert into audit.envelope (digest, sealed) select * from unnest($1::bytea[], $2::bytea[]) on conflict do nothing`,
    values: [sorted.map(({ digest }) => digest), sorted.map(({ sealed }) => sealed)],
  });
}

/** Those of some envelopes that are stored, by their digests, base64url. */
export async function readEnvelopes(
  db: LogQuery,
  digests: readonly string[],
): Promise<ReadonlyMap<string, SealedEnvelope>> {
  const { rows } = await db.query({
    text: 'select digest, sealed from audit.envelope where digest = any($1::bytea[])',
    values: [digests.map((digest) => Buffer.from(digest, 'base64url'))],
  });
  return new Map(
    rows.map((row) => {
      const envelope = { digest: row.digest as Buffer, sealed: row.sealed as Buffer };
      return [envelope.digest.toString('base64url'), envelope];
    }),
  );
}

/** All stored envelopes, page by page. */
export async function* streamEnvelopes(db: LogQuery): AsyncGenerator<readonly SealedEnvelope[]> {
  let last: Uint8Array = Buffer.alloc(0);
  for (;;) {
    const { rows } = await db.query({
      text: 'select digest, sealed from audit.envelope where digest > $1 order by digest limit 1000',
      values: [last],
    });
    const page = rows.map((row) => ({ digest: row.digest as Buffer, sealed: row.sealed as Buffer }));
    const end = page.at(-1);
    if (!end) return;
    yield page;
    last = end.digest;
  }
}

/**
 * Seals anew, under the key of the blind index, the envelopes that a key-encryption key sealed until 0.2.0 was finished. Only then may
 * such a key be forgotten: new entries name these envelopes too. What opens under no known key stays as it is.
 *
 * @param db the log's tables, as their owner
 */
export async function resealEnvelopes(
  db: LogQuery,
  { blindIndex, auditSeal: seal }: { readonly blindIndex: Uint8Array; readonly auditSeal: Seals },
): Promise<void> {
  const index = [blindIndex];
  for await (const page of streamEnvelopes(db)) {
    const resealed = page.flatMap((stored) => {
      if (openEnvelope(stored, { index, seal: () => [] }) !== null) return [];
      const text = openEnvelope(stored, { index, seal });
      return text === null ? [] : [sealEnvelope(blindIndex, Buffer.from(stored.digest).toString('base64url'), text)];
    });
    if (resealed.length === 0) continue;
    await db.query({
      text: `update audit.envelope e set sealed = q.sealed from unnest($1::bytea[], $2::bytea[]) q(digest, sealed)
        where e.digest = q.digest`,
      values: [resealed.map(({ digest }) => digest), resealed.map(({ sealed }) => sealed)],
    });
  }
}
