import type { AuditKeys } from '../../../auditlog/keys.js';
import { indexKeys } from '../../../auditlog/keys.js';
import type { Period } from '../../../auditlog/store/tokenSearch.js';
import { readPeriods } from '../../../auditlog/store/tokenSearch.js';
import type { CursorScope, Position } from '../../kit/cursors.js';
import { createTurns } from '../../kit/matching/turns.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { type Bodies, createBodies } from '../bodies.js';
import { toLogQuery } from '../logQuery.js';
import { findAgreeing } from './agreements.js';
import { nobody, openLooks, type Reading, tokensOf } from './looks.js';
import { type LookedAgency, type Recipient, restrictedRows, toldRows } from './recipients.js';
import { type FoundPlace, findNewest, findOfEach, newestFirst, positionOf } from './seenRepository.js';
import { category, envelopeOfAnswer, openSubject } from './subject.js';

/** A page of who has seen what was found of the asked person, as the SDL names it. */
interface SeenPage {
  readonly rows: readonly Recipient[];
  /** How many looks the rows of this page count. */
  readonly looks: number;
  /** Cursor of the next page; null at the end. */
  readonly next: string | null;
}

/** The most bodies that are opened for a page, those of restricted agencies apart. */
export const bodiesOfPage = 5000;
/** How many names of the person one statement looks for: each is as many tokens as agencies have months. */
const namesAtOnce = 16;

type Keys = Pick<AuditKeys, 'auditSeal' | 'blindIndex' | 'previous' | 'store'>;

/** Reads who has seen what a probe says was found; null for a probe that no source sealed for this request, and without the right. */
export type ReadSeen = (session: SourceSession, probe: string, after: string | null) => Promise<object | null>;

/** @param keys that open bodies and find tokens */
export function createReadSeen(keys: Keys): ReadSeen {
  const bodies: Bodies = createBodies(keys);
  return async (session, probe, after) => {
    const subject = openSubject(session, probe);
    const envelope = subject && envelopeOfAnswer(subject);
    // Why before anything is read: the projection would drop all of it.
    if (!subject || !envelope || !session.isFull(category, envelope)) return null;
    const turns = createTurns(session);
    const reading = { session, subject, ids: new Set(subject.ids), bodies, turns, keys: indexKeys(keys) };
    return session.project('SubjectRecipients', envelope, await readPage(reading, after));
  };
}

async function readPage(reading: Reading, after: string | null): Promise<SeenPage> {
  const { session, subject } = reading;
  const { policy } = session;
  const agreeing = await findAgreeing(reading);
  const scope = { field: 'SubjectSeen.recipients', filter: [subject, agreeing], sort: null };
  const position = after === null ? null : session.cursors.open(scope, after);
  const tells = new Set([nobody, subject.agency, ...agreeing]);
  const periods = await readPeriods(toLogQuery(session.db));
  const told = await readTold(
    reading,
    periods.filter(({ agency }) => tells.has(agency)),
    { scope, position },
  );
  const others = periods.filter(({ agency }) => !tells.has(agency));
  const restricted = position === null ? await findRestricted(reading, others) : [];
  const { looks, next } = told;
  const rows = [...toldRows(policy, subject.agency, looks), ...restrictedRows(policy, restricted)];
  return { rows, looks: looks.length, next };
}

/** Looks of which everything is told that the answer tells of any, newest first, behind a position. */
async function readTold(
  reading: Reading,
  periods: readonly Period[],
  { scope, position }: { readonly scope: CursorScope; readonly position: Position | null },
) {
  const { session, subject } = reading;
  const found = new Map<string, FoundPlace>();
  const own = periods.filter(({ agency }) => agency === subject.agency);
  for (const names of namesOf(reading)) {
    const tokens = Buffer.concat([
      await tokensOf(reading, periods, names, ['SHOWN', 'PRESENCE']),
      // Looks in vain are told of the agency itself alone.
      await tokensOf(reading, own, names, ['ASKED']),
    ]);
    const some = await findNewest(session, tokens, { after: position, limit: bodiesOfPage + 1 });
    for (const place of some) found.set(positionOf(place).key, place);
  }
  const places = [...found.values()].sort(newestFirst);
  const page = places.slice(0, bodiesOfPage);
  const last = places.length > page.length ? page.at(-1) : undefined;
  const looks = await openLooks(reading, page, new Set(periods.map(({ agency }) => agency)));
  return { looks, next: last ? session.cursors.seal(scope, positionOf(last)) : null };
}

/**
 * Other agencies that were told anything. Their bodies are opened, the newest first, until one says so: usually the first.
 * Never by pages: how many there are would tell how many looks.
 */
async function findRestricted(reading: Reading, periods: readonly Period[]): Promise<readonly LookedAgency[]> {
  const looked = new Map<string, LookedAgency>();
  for (const names of namesOf(reading)) {
    let open = periods.filter(({ agency }) => !looked.has(agency));
    for (let [from, to] = [0, 1]; open.length > 0; [from, to] = [to, 8 * to + 1]) {
      const tokens = await tokensOf(reading, open, names, ['SHOWN', 'PRESENCE']);
      const places = await findOfEach(reading.session, tokens, { from, to });
      const agencies = new Set(open.map(({ agency }) => agency));
      for (const { header } of await openLooks(reading, places, agencies)) looked.set(`${header.agency}`, header);
      // Of those with as many entries as were asked for there may be more.
      const count = (agency: string) => places.filter((place) => place.agency === agency).length;
      open = open.filter(({ agency }) => !looked.has(agency) && count(agency) === to - from);
    }
  }
  return [...looked.values()];
}

function namesOf({ subject: { ids } }: Reading): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / namesAtOnce) }, (_, at) =>
    ids.slice(at * namesAtOnce, (at + 1) * namesAtOnce),
  );
}
