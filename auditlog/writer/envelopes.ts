import { createEnvelopeNames } from '../entry/body/envelopeNames.js';
import type { SealedEnvelope } from '../entry/envelope.js';
import type { AuditKeys } from '../keys.js';
import { within } from '../opening/connection.js';
import { storeEnvelopes } from '../store/envelopes.js';
import type { LogQuery } from '../store/pool.js';
import type { NewEntry } from '../types.js';
import { unavailable } from './pending.js';

/** Stores the envelopes of an entry before it: its commit makes earlier commits durable. */
export interface EnvelopeStore {
  /** An entry with digests in place of envelopes, which are stored. A usual entry costs no statement. */
  name(entry: NewEntry): NewEntry | Promise<NewEntry>;
  /** @throws PortcullisError AUDIT_UNAVAILABLE if they cannot be stored: the entry must not be written then */
  store(envelopes: readonly SealedEnvelope[]): Promise<void>;
}

/** The store of one writer. */
export function createEnvelopeStore(
  db: LogQuery,
  keys: Pick<AuditKeys, 'blindIndex'>,
  timeoutMs: number,
): EnvelopeStore {
  const names = createEnvelopeNames(keys);
  const store = async (envelopes: readonly SealedEnvelope[]): Promise<void> => {
    try {
      await within(timeoutMs, storeEnvelopes(db, envelopes));
    } catch (error) {
      throw unavailable('The envelopes of an entry cannot be stored.', error);
    }
    names.stored(envelopes);
  };
  return {
    name(stated) {
      const { entry, missing } = names.name(stated);
      return missing.length === 0 ? entry : store(missing).then(() => entry);
    },
    store,
  };
}
