import { envelopesOf } from '../../../auditlog/decided.js';
import { openEnvelope } from '../../../auditlog/entry/envelope.js';
import { readEnvelopes } from '../../../auditlog/store/envelopes.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import type { ReadBody } from '../../../auditlog/types.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import type { VerifyingKeys } from '../openBodies.js';
import type { DecidedEntry } from './decideAgain.js';

/** An entry as far as it can be decided again, and what is missing for that, in words without an end. */
export interface ReadDecided {
  readonly entry: DecidedEntry | null;
  readonly missing: readonly string[];
}

/** Reads an entry with the envelopes that it names. */
export async function readDecided(
  db: LogQuery,
  { keys, closedBecause }: VerifyingKeys,
  { log, index }: { readonly log: string; readonly index: number },
): Promise<ReadDecided> {
  const read = await createAuditReader(db, log, keys).entry(index);
  if (!read) return missing(`an entry: the log ${log} has none at ${index}`);
  const { header, body } = read;
  if (header.kind === 'EXPIRED') return missing('what was decided: the entry has expired');
  if (!body) return missing(closedBecause ?? 'what was decided: the entry was erased');
  const { decided } = body;
  if (!decided)
    return missing(
      'what was decided: the entry does not say it, as of a version before, of an operator, or of foreign sources',
    );
  const digests = envelopesOf(decided.groups);
  const stored = digests.length === 0 ? new Map() : await readEnvelopes(db, digests);
  const opening = bodyKeys(keys);
  const envelopes = new Map<string, string>();
  const lost: string[] = [];
  for (const digest of digests) {
    const envelope = stored.get(digest);
    const text = envelope ? openEnvelope(envelope, opening) : null;
    if (text === null) lost.push(`the envelope ${digest}, which ${envelope ? 'is another one' : 'is gone'}`);
    else envelopes.set(digest, text);
  }
  return { entry: { header, body: { ...body, decided }, envelopes }, missing: [...lost, ...unsaid(body)] };
}

function missing(...what: string[]): ReadDecided {
  return { entry: null, missing: what };
}

/** Sources that answered and did not say themselves what they decided. */
function unsaid({ sources }: ReadBody): readonly string[] {
  return sources
    .filter(({ manifest, result }) => manifest === 'absent' && result === 'OK')
    .map(({ name }) => `what ${name} decided, which has no manifest`);
}
