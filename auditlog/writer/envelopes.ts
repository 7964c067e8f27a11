import { LRUCache } from 'lru-cache';
import { groupDecisions } from '../decided.js';
import { envelopeDigests, type SealedEnvelope, sealEnvelope } from '../entry/envelope.js';
import { createMemory } from '../entry/memory.js';
import type { AuditKeys } from '../keys.js';
import { within } from '../opening/connection.js';
import { storeEnvelopes } from '../store/envelopes.js';
import type { LogQuery } from '../store/pool.js';
import type { NewEntry } from '../types.js';
import { unavailable } from './pending.js';

/** How many stored envelopes a writer remembers. */
const rememberedEnvelopes = 10_000;

/**
 * Replaces the envelopes that an entry was decided under by their digests, and stores those that this writer has not stored yet:
 * before the entry, whose commit makes earlier commits durable. A usual entry costs no statement.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE if they cannot be stored: the entry must not be written then
 */
export function createEnvelopeStore(
  db: LogQuery,
  keys: Pick<AuditKeys, 'auditSeal' | 'blindIndex'>,
  timeoutMs: number,
): (entry: NewEntry) => NewEntry | Promise<NewEntry> {
  const digestOf = createMemory(envelopeDigests(keys.blindIndex));
  const stored = new LRUCache<string, true>({ max: rememberedEnvelopes });

  const store = async (envelopes: readonly SealedEnvelope[]): Promise<void> => {
    try {
      await within(timeoutMs, storeEnvelopes(db, envelopes));
    } catch (error) {
      throw unavailable('The envelopes of an entry cannot be stored.', error);
    }
    for (const { digest } of envelopes) stored.set(Buffer.from(digest).toString('base64url'), true);
  };

  return ({ header, body, decided }) => {
    if (!decided) return { header, body };
    const { decisions, ...facts } = decided;
    const missing = new Map<string, SealedEnvelope>();
    const groups = groupDecisions(decisions, (text) => {
      const digest = digestOf(text);
      if (!stored.get(digest)) missing.set(digest, sealEnvelope(keys.auditSeal, digest, text));
      return digest;
    });
    const entry = { header, body: Object.assign({}, body, { decided: { groups, ...facts } }) };
    return missing.size === 0 ? entry : store([...missing.values()]).then(() => entry);
  };
}
