import { loadPolicy } from '../../policy/loading/load.js';
import type { SourceName } from '../../schema/sources.js';
import { type RawBuilder, sql } from '../../storage/kysely.js';
import { openDatabase } from '../../storage/pool/database.js';
import type { Wall } from '../../subgraphs/kit/rows.js';
import type { SourceSession } from '../../subgraphs/kit/sourceSession.js';
import { setVerdict } from '../../subgraphs/kit/wall/verdict.js';
import { requestOf } from './cargo/requests.js';
import { verdictSaying } from './verdictSaying.js';

const policy = loadPolicy();

/** What each part of the row wall says of every row. */
export interface Say {
  readonly visible: boolean;
  readonly known: boolean;
  readonly full: boolean;
  /** What the second wall says of every row that was read: that it is FULL where absent. */
  readonly judged?: boolean;
}

/** Needs the value of every member. */
const all = { get: () => 'value', has: () => true };

/**
 * A session whose row wall says what the test wants and whose projection lets everything through: what comes back is
 * what left the database, so that a statement without its wall shows.
 */
export function bareSession(
  url: string,
  source: SourceName,
  say: Say,
): { readonly session: SourceSession; close(): Promise<void> } {
  const db = openDatabase(url, { source, max: 1 });
  const is = (value: boolean): RawBuilder<boolean> => (value ? sql<boolean>`true` : sql<boolean>`false`);
  const wall: Wall = {
    visible: is(say.visible),
    known: () => is(say.known),
    found: () => is(say.known),
    full: () => is(say.full),
  };
  const judged = say.judged ?? true;
  const verdict = verdictSaying(() => (judged ? 'FULL' : 'MASKED'));
  const session = {
    db,
    assertWanted: () => undefined,
    needs: () => all,
    kept: (_owner: object, _form: string, make: () => unknown) => make(),
    once: (_owner: object, _form: string, make: () => unknown) => make(),
    isFull: () => judged,
    wall: () => wall,
    lookup: async (_asked: object, find: () => Promise<unknown[]>, toNode: (row: unknown) => unknown) =>
      (await find()).map(toNode),
    reserveTrials: async (trials: readonly unknown[]) => trials.map(() => 'ASKED'),
    project: (_type: string, _row: unknown, object: object) => setVerdict(object, verdict),
    policy,
    facts: requestOf(policy, 'NL-CUSTOMS').facts,
    category: () => 'public',
    cursors: { seal: () => 'cursor' },
    openProbe: () => ({ kind: 'vesselName', names: ['Quartz Heron'] }),
  };
  return { session: session as unknown as SourceSession, close: () => db.close() };
}
