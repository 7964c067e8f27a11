import { bounds } from '../../../policy/bounds.js';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { inTime } from '../../../storage/pool/inTime.js';
import { slot } from '../../../storage/slot.js';
import type { RecordListing } from '../described/describe.js';
import { isInScope } from '../described/scope.js';
import type { RecordRow } from '../described/toObject.js';
import { type Circle, isWithinCircle, kmFrom, type Positions } from '../page/area.js';
import type { SourceSession } from '../sourceSession.js';
import type { SearchedText } from './asked.js';
import type { Found } from './finders.js';

/** The positions of records of a kind. */
export interface SearchedPositions extends Positions {
  /** Category of the position; must be FULL for the viewer on the record. */
  readonly category: string;
}

/** The distance within which records are found, kilometres. */
export const nearKm = 25;

/** Records within `nearKm` of the position that the text states, nearest first. One statement, in time. */
export async function findNear(
  session: SourceSession,
  listing: RecordListing,
  positions: SearchedPositions,
  text: SearchedText,
  first: number,
): Promise<Found> {
  const { category } = positions;
  const position = text.valueOf('COORDINATES');
  if (position === null) return { state: null, found: null };
  if (bounds(session.policy, session.facts)(category).ceiling !== 'FULL') return { state: 'DENIED', found: null };
  const { feeds } = text;
  const { toNode } = listing.read(session);
  const statement = session.kept(positions, feeds ? 'near feeds' : 'near', () =>
    compileNear(session, listing, positions, feeds),
  );
  const values = { circle: circleAt(position), feeds: feeds ?? [], limit: first };
  const rows = await inTime(session.db, (options) =>
    session.db.rows(statement, { values, planForValues: true, ...options }),
  );
  if (rows === null) return { state: 'TIMEOUT', found: null };
  const found = rows.flatMap((row) => (session.isFull(category, row) ? (toNode(session, row) ?? []) : []));
  return { state: 'OK', found };
}

function circleAt(position: string): Circle {
  const [latitude = 0, longitude = 0] = position.split(',').map(Number);
  return { latitude, longitude, radiusKm: nearKm };
}

function compileNear(
  session: SourceSession,
  listing: RecordListing,
  positions: SearchedPositions,
  feeds: SearchedText['feeds'],
) {
  const wall = session.wall(listing.type);
  const ofFeeds = feeds ? sql`and ${isInScope(session, listing.type, { feeds, programmes: null })}` : sql``;
  return compileStatement(sql<RecordRow>`select ${listing.read(session).columns} from ${listing.from}
    where ${isWithinCircle(positions, slot('circle'))}
      and ${wall.visible} and ${wall.full(positions.category)} ${ofFeeds}
    order by ${kmFrom(positions, slot('circle'))}, r.id limit ${slot('limit')}`);
}
