import { LRUCache } from 'lru-cache';
import { groupDecisions } from '../../decided.js';
import type { AuditKeys } from '../../keys.js';
import type { NewEntry } from '../../types.js';
import { envelopeDigests, type SealedEnvelope, sealEnvelope } from '../envelope.js';
import { createMemory } from '../memory.js';

/** How many stored envelopes a process remembers. */
const rememberedEnvelopes = 10_000;

/** Names the envelopes that entries were decided under. */
export interface EnvelopeNames {
  /** An entry with digests in place of envelopes, and those that must be stored before it. */
  name(entry: NewEntry): { readonly entry: NewEntry; readonly missing: readonly SealedEnvelope[] };
  /** Notes that envelopes are stored. */
  stored(envelopes: readonly SealedEnvelope[]): void;
}

/** Names of one process, which remembers what it knows to be stored: a usual entry needs no envelope. */
export function createEnvelopeNames(keys: Pick<AuditKeys, 'blindIndex'>): EnvelopeNames {
  const digestOf = createMemory(envelopeDigests(keys.blindIndex));
  const known = new LRUCache<string, true>({ max: rememberedEnvelopes });
  return {
    name({ header, body, decided }) {
      if (!decided) return { entry: { header, body }, missing: [] };
      const { decisions, ...facts } = decided;
      const missing = new Map<string, SealedEnvelope>();
      const groups = groupDecisions(decisions, (text) => {
        const digest = digestOf(text);
        if (!known.get(digest)) missing.set(digest, sealEnvelope(keys.blindIndex, digest, text));
        return digest;
      });
      const entry = { header, body: Object.assign({}, body, { decided: { groups, ...facts } }) };
      return { entry, missing: [...missing.values()] };
    },
    stored(envelopes) {
      for (const { digest } of envelopes) known.set(Buffer.from(digest).toString('base64url'), true);
    },
  };
}
