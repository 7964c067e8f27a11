import { type DecodedEntry, decodeEntry, openBody, type StoredBytes } from '../../auditlog/entry/decode.js';
import { type AuditKeys, bodyOpeners } from '../../auditlog/keys.js';
import { entriesClosed } from '../../auditlog/keyTree/closed.js';
import { type FoundKey, type LockedEntry, lockedOf, readKeys } from '../../auditlog/store/keyTree/entryKeys.js';
import type { ReadBody } from '../../auditlog/types.js';
import { PortcullisError } from '../../schema/errors.js';

/** A row of the log, and what of it is sealed: absent where nothing of it is needed. */
export interface SealedRow extends StoredBytes {
  readonly id: string;
  readonly log: string;
  readonly index: number;
  readonly sealed?: Buffer;
}

/** Opens sealed bodies, row by row. */
export interface Bodies {
  /**
   * Reads the keys of some rows: one statement for each log, on the keys' database.
   *
   * @throws PortcullisError SOURCE_UNAVAILABLE where that cannot be reached
   */
  prepare(rows: readonly SealedRow[], decode?: (row: SealedRow) => DecodedEntry | null): Promise<void>;
  /**
   * The body of a row whose key was read; null where it was erased.
   *
   * @throws PortcullisError SOURCE_UNAVAILABLE where its key is under one that is not here; INTERNAL for a damaged one
   */
  read(row: SealedRow, sealed: Buffer, decoded: DecodedEntry): ReadBody | null;
}

/** @param keys that open bodies */
export function createBodies(keys: Pick<AuditKeys, 'auditSeal' | 'store'>): Bodies {
  // Why by row: a key lives only as long as the rows of its request, since another process may destroy it.
  const keysOf = new WeakMap<SealedRow, FoundKey>();
  return {
    async prepare(rows, decode = decodeEntry) {
      const closed = rows.filter(({ sealed }) => sealed);
      for (const log of new Set(closed.map((row) => row.log))) {
        const own = closed.filter((row) => row.log === log);
        const locked = own.map((row) => lockedOf(row, decode(row)));
        const find = await readKeys(bodyOpeners(keys), log, locked).catch((cause: unknown) => {
          throw new PortcullisError('SOURCE_UNAVAILABLE', { facts: { source: 'audit' }, cause });
        });
        for (const [i, row] of own.entries()) keysOf.set(row, find(locked[i] as LockedEntry));
      }
    },
    read(row, sealed, decoded) {
      const key = keysOf.get(row);
      const body = key?.state === 'KNOWN' ? (openBody({ decoded, sealed }, key.key)?.body ?? null) : null;
      // Why: an erased entry has no key any more; a key that does not open the body means tampering.
      if (key?.state === 'UNKNOWN')
        throw new PortcullisError('SOURCE_UNAVAILABLE', { facts: { source: 'audit' }, cause: entriesClosed(row.log) });
      if (!body && key?.state !== 'ABSENT')
        throw new PortcullisError('INTERNAL', { cause: new Error(`the body of entry ${row.id} does not open`) });
      return body;
    },
  };
}

/** A row that is no entry must not look like an absent one. */
export function damaged({ id }: Pick<SealedRow, 'id'>): PortcullisError {
  return new PortcullisError('INTERNAL', { cause: new Error(`entry ${id} is damaged`) });
}
