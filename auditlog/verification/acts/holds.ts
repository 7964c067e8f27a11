import { parseSpan, type Span } from '../../spans.js';
import type { LogQuery } from '../../store/pool.js';
import type { BodyKeys } from '../checkEntry.js';
import { type Act, type EntryAt, findActs, isBefore } from './acts.js';

/** That some entries of a log may not be erased, nor expire: a HOLD entry says so, until a RELEASE entry ends it. */
export interface Hold {
  /** Names the hold: `hold_k3v...`. */
  readonly id: string;
  readonly log: string;
  readonly spans: readonly Span[];
  readonly act: Act;
  /** The first RELEASE entry; null while it stands. */
  readonly released: Act | null;
}

/** The holds of a log, or of all, and HOLD entries that are not what was written: of what they held nobody knows. */
export interface Holds {
  readonly holds: readonly Hold[];
  readonly spoilt: readonly EntryAt[];
}

/** The request id of a HOLD entry, and of the RELEASE entry that ends it: they name the log in clear, for those who have no keys. */
export function holdingId(kind: 'HOLD' | 'RELEASE', { log, id }: Pick<Hold, 'log' | 'id'>): string {
  return `${kind.toLowerCase()}/${log}/${id}`;
}

/**
 * Reads holds out of the entries that say them: there is no other list, so that none can be taken away beside the log.
 *
 * @param log null: of all logs
 */
export async function findHolds(db: LogQuery, log: string | null, keys: BodyKeys): Promise<Holds> {
  const of = log === null ? '' : `${log}/`;
  const { acts, spoilt } = await findActs(db, 'HOLD', `hold/${of}`, keys);
  // A RELEASE entry that is not genuine ends nothing.
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

/** True where a hold stood when an act was written. */
export function stoodAt({ act: held, released }: Hold, act: Act): boolean {
  return isBefore(held, act) && (released === null || isBefore(act, released));
}
