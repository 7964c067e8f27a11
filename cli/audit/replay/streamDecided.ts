import { LRUCache } from 'lru-cache';
import { decodeEntry, isHeaderless } from '../../../auditlog/entry/decode.js';
import { type AuditKeys, bodyOpeners } from '../../../auditlog/keys.js';
import { findSpan } from '../../../auditlog/store/exporting.js';
import { openStored } from '../../../auditlog/store/keyTree/openStored.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { streamPages } from '../../../auditlog/store/rows.js';
import type { EntryHeader } from '../../../auditlog/types.js';
import { digestsOf, missing, type ReadDecided, readTexts, toDecided } from './readDecided.js';

/** The entries to read. */
export interface TimeOfLog {
  readonly log: string;
  /** Inclusive, and exclusive; UTC ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Whose bodies may be opened. */
  readonly isWanted: (header: EntryHeader) => boolean;
}

/** An entry with its place. */
export interface PlacedDecided extends ReadDecided {
  readonly log: string;
  readonly index: number;
  /** Null for an expired entry. */
  readonly header: EntryHeader | null;
}

/** Entries whose bodies are in memory at once; most texts of envelopes that are cached. */
const pageSize = 200;
const mostTexts = 10_000;

/**
 * Entries of a period of a log with their decisions, streamed: memory does not grow with the log. Bodies that are not wanted stay
 * closed. Damaged entries are skipped: `audit verify` reports them.
 */
export async function* streamDecided(
  db: LogQuery,
  keys: Partial<AuditKeys>,
  { log, from, to, isWanted }: TimeOfLog,
): AsyncGenerator<PlacedDecided> {
  const { start, end } = await findSpan(db, { log, from, to });
  const openers = bodyOpeners(keys);
  const texts = new LRUCache<string, { readonly text: string | null }>({ max: mostTexts });
  for await (const page of streamPages(db, { log, from: start, to: end ?? start, pageSize })) {
    const wanted = page.filter((stored) => {
      const decoded = decodeEntry(stored);
      return decoded === null ? isHeaderless(stored) : isWanted(decoded.header);
    });
    const opened = await openStored(openers, log, wanted);
    const named = [...new Set(opened.flatMap((each) => digestsOf(each.opened?.body ?? null)))];
    const known = new Map<string, string | null>();
    for (const digest of named) {
      const kept = texts.get(digest);
      if (kept) known.set(digest, kept.text);
    }
    const read = await readTexts(
      db,
      keys,
      named.filter((digest) => !known.has(digest)),
    );
    for (const [digest, text] of read) texts.set(digest, { text });
    const all = new Map([...known, ...read]);
    for (const { stored, decoded, opened: body } of opened) {
      if (!decoded) {
        yield {
          log,
          index: stored.index,
          header: null,
          ...missing('EXPIRED', 'what was decided: the entry has expired'),
        };
        continue;
      }
      const { header } = decoded;
      yield { log, index: stored.index, header, ...toDecided({ header, body: body?.body ?? null }, all) };
    }
  }
}
