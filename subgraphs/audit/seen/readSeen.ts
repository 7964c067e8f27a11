import type { AuditKeys } from '../../../auditlog/keys.js';
import { indexKeys } from '../../../auditlog/keys.js';
import type { Period } from '../../../auditlog/store/tokenSearch.js';
import { readPeriods } from '../../../auditlog/store/tokenSearch.js';
import { createTurns } from '../../kit/matching/turns.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { type Bodies, createBodies } from '../bodies.js';
import { toLogQuery } from '../logQuery.js';
import { findAgreeing } from './agreements.js';
import { nobody, openLooks, type Reading, tokensOf } from './looks.js';
import { type LookedAgency, type Recipient, restrictedRows, type ToldLook, toldRows } from './recipients.js';
import { type FoundPlace, findNewest, newestFirst, positionOf } from './seenRepository.js';
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
  const agreeing = await findAgreeing(reading);
  const scope = { field: 'SubjectSeen.recipients', filter: [subject, agreeing], sort: null };
  const position = after === null ? null : session.cursors.open(scope, after);
  const tells = new Set([nobody, subject.agency, ...agreeing]);
  const periods = await session.once(readPeriods, '', () => readPeriods(toLogQuery(session.db)));
  // All others are on the first page: how many pages they have would tell how many looks.
  const asked = position === null ? periods : periods.filter(({ agency }) => tells.has(agency));
  const places = await findPlaces(reading, asked, { tells: [...tells], limit: bodiesOfPage + 1, after: position });
  const told = places.filter(({ agency }) => tells.has(agency));
  const page = told.slice(0, bodiesOfPage);
  const last = told.length > page.length ? page.at(-1) : undefined;
  const others = newestOfEach(places.filter(({ agency }) => !tells.has(agency)));
  const looks = await openLooks(reading, [...page, ...others]);
  const isTold = ({ header }: ToldLook) => tells.has(header.agency ?? nobody);
  const shown = looks.filter(isTold);
  const looked = new Map<string | null, LookedAgency>(
    looks.filter((look) => !isTold(look)).map(({ header }) => [header.agency, header]),
  );
  for (const place of others)
    if (!looked.has(place.agency))
      await findOlder(reading, asked, place, (header) => looked.set(header.agency, header));
  const { policy } = session;
  const rows = [...toldRows(policy, subject.agency, shown), ...restrictedRows(policy, [...looked.values()])];
  return { rows, looks: shown.length, next: last ? session.cursors.seal(scope, positionOf(last)) : null };
}

/** Entries that may have told anything of the person, newest first; names by names, since a statement takes so many. */
async function findPlaces(reading: Reading, periods: readonly Period[], wanted: Parameters<typeof findNewest>[2]) {
  const { session, subject } = reading;
  const found = new Map<string, FoundPlace>();
  // Looks in vain are told of the agency itself alone.
  const own = periods.filter(({ agency }) => agency === subject.agency);
  for (let from = 0; from < subject.ids.length; from += namesAtOnce) {
    const names = subject.ids.slice(from, from + namesAtOnce);
    const tokens = Buffer.concat([
      await tokensOf(reading, periods, names, ['SHOWN', 'PRESENCE']),
      await tokensOf(reading, own, names, ['ASKED']),
    ]);
    for (const place of await findNewest(session, tokens, wanted)) found.set(positionOf(place).key, place);
  }
  return [...found.values()].sort(newestFirst);
}

/** @param places newest first */
function newestOfEach(places: readonly FoundPlace[]): readonly FoundPlace[] {
  const known = new Set<string>();
  return places.filter(({ agency }) => !known.has(agency) && known.add(agency));
}

/** Opens older entries of an agency whose newest one told nothing of the person, until one did. Rare: others' data named the person. */
async function findOlder(
  reading: Reading,
  periods: readonly Period[],
  { agency, ...newest }: FoundPlace,
  tell: (header: LookedAgency) => void,
): Promise<void> {
  const own = periods.filter((period) => period.agency === agency);
  let last: FoundPlace | undefined = { agency, ...newest };
  for (let limit = 8; last; limit *= 8) {
    const places = await findPlaces(reading, own, { tells: [agency], limit, after: positionOf(last) });
    const [look] = await openLooks(reading, places.slice(0, limit));
    if (look) return tell(look.header);
    last = places[limit - 1];
  }
}
