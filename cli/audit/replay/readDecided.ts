import { envelopesOf } from '../../../auditlog/decided.js';
import { openEnvelope } from '../../../auditlog/entry/envelope.js';
import { readEnvelopes } from '../../../auditlog/store/envelopes.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import type { EntryHeader, ReadBody } from '../../../auditlog/types.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import type { VerifyingKeys } from '../openBodies.js';
import type { DecidedEntry } from './decideAgain.js';

/** What is missing to decide an entry again. */
export type Lack = 'ENTRY' | 'EXPIRED' | 'BODY' | 'DECISIONS' | 'ENVELOPE' | 'MANIFEST';

/** An entry as far as it can be decided again, and what is missing, as phrases without a full stop. */
export interface ReadDecided {
  readonly entry: DecidedEntry | null;
  readonly missing: readonly string[];
  readonly lacks: readonly Lack[];
}

/** Texts of envelopes by digest; null: another one is stored; absent: it is gone. */
export type EnvelopeTexts = ReadonlyMap<string, string | null>;

/** Reads an entry with the envelopes that it names. */
export async function readDecided(
  db: LogQuery,
  { keys, closedBecause }: VerifyingKeys,
  { log, index }: { readonly log: string; readonly index: number },
): Promise<ReadDecided> {
  const read = await createAuditReader(db, log, keys).entry(index);
  if (!read) return missing('ENTRY', `an entry: the log ${log} has none at ${index}`);
  if (!read.body && read.header.kind !== 'EXPIRED' && closedBecause !== undefined)
    return missing('BODY', closedBecause);
  return toDecided(read, await readTexts(db, keys, digestsOf(read.body)));
}

/** Digests of the envelopes under which a body was decided. */
export function digestsOf(body: ReadBody | null): readonly string[] {
  return envelopesOf(body?.decided?.groups ?? []);
}

/** The texts of stored envelopes. */
export async function readTexts(
  db: LogQuery,
  keys: VerifyingKeys['keys'],
  digests: readonly string[],
): Promise<EnvelopeTexts> {
  const stored = digests.length === 0 ? new Map() : await readEnvelopes(db, digests);
  const opening = bodyKeys(keys);
  return new Map([...stored].map(([digest, envelope]) => [digest, openEnvelope(envelope, opening)]));
}

/** As much of an entry as can be decided again with these texts of envelopes. */
export function toDecided(
  { header, body }: { readonly header: EntryHeader; readonly body: ReadBody | null },
  texts: EnvelopeTexts,
): ReadDecided {
  if (header.kind === 'EXPIRED') return missing('EXPIRED', 'what was decided: the entry has expired');
  if (!body) return missing('BODY', 'what was decided: the entry was erased, or its key is not known here');
  const { decided } = body;
  if (!decided)
    return missing(
      'DECISIONS',
      'what was decided: the entry does not state it, e.g. since it is of an earlier version, an operator, or foreign sources',
    );
  const digests = digestsOf(body);
  const envelopes = new Map(digests.map((digest) => [digest, texts.get(digest) ?? '']));
  const lost = digests.filter((digest) => typeof texts.get(digest) !== 'string');
  const silent = sourcesWithoutManifest(body);
  return {
    entry: { header, body: { ...body, decided }, envelopes },
    missing: [
      ...lost.map((digest) => `the envelope ${digest}, which ${texts.has(digest) ? 'is another one' : 'is gone'}`),
      ...silent,
    ],
    lacks: [...(lost.length > 0 ? ['ENVELOPE' as const] : []), ...(silent.length > 0 ? ['MANIFEST' as const] : [])],
  };
}

/** An entry that cannot be decided again. */
export function missing(lack: Lack, what: string): ReadDecided {
  return { entry: null, missing: [what], lacks: [lack] };
}

/** Sources that answered without stating what they decided. */
function sourcesWithoutManifest({ sources }: ReadBody): readonly string[] {
  return sources
    .filter(({ manifest, result }) => manifest === 'absent' && result === 'OK')
    .map(({ name }) => `what ${name} decided, which has no manifest`);
}
