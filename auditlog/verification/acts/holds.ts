import { parseSpan, type Span } from '../../spans.js';
import type { LogQuery } from '../../store/pool.js';
import type { BodyKeys } from '../checkEntry.js';
import { type Act, type EntryAt, findActs, isBefore } from './acts.js';

/** Entries of a log that may not be erased, nor expire, from a HOLD entry until a RELEASE entry. */
export interface Hold {
  /** Names the hold: `hold_k3v...`. */
  readonly id: string;
  readonly log: string;
  readonly spans: readonly Span[];
  readonly act: Act;
  /** The first RELEASE entry; null while the hold is in force. */
  readonly released: Act | null;
}

/** The holds of a log, or of all, and damaged HOLD entries: what those held is unknown. */
export interface Holds {
  readonly holds: readonly Hold[];
  readonly spoilt: readonly EntryAt[];
}

/** The request id of a HOLD entry, or of the RELEASE entry that ends it; it names the log in clear, for readers without keys. */
export function holdingId(kind: 'HOLD' | 'RELEASE', { log, id }: Pick<Hold, 'log' | 'id'>): string {
  return `${kind.toLowerCase()}/${log}/${id}`;
}

/**
 * Reads holds from their entries. There is no other list of them that somebody could change beside the log.
 *
 * @param log null for all logs
 */
export async function findHolds(db: LogQuery, log: string | null, keys: BodyKeys): Promise<Holds> {
  const of = log === null ? '' : `${log}/`;
  const { acts, spoilt } = await findActs(db, 'HOLD', `hold/${of}`, keys);
  // A spoilt RELEASE entry ends nothing.
  const { acts: releases } = acts.length === 0 ? { acts: [] } : await findActs(db, 'RELEASE', `release/${of}`, keys);
  const holds = acts.map((act): Hold => {
    const [, log = '', id = ''] = act.header.requestId.split('/');
    const spans = (act.header.spans ?? []).flatMap((text) => parseSpan(text) ?? []);
    const own = releases.filter(({ header }) => header.requestId === holdingId('RELEASE', { log, id }));
    const released = own.toSorted((a, b) => (isBefore(a, b) ? -1 : 1))[0] ?? null;
    return { id, log, spans, act, released };
  });
  return { holds, spoilt };
}

/** True if a hold was in force when an act was written. */
export function stoodAt({ act: held, released }: Hold, act: Act): boolean {
  return isBefore(held, act) && (released === null || isBefore(act, released));
}
