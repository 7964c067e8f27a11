import { bounds } from '../../../policy/bounds.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { slot } from '../../../storage/slot.js';
import type { RecordListing } from '../described/describe.js';
import { isOfFeeds } from '../described/lookUps.js';
import type { RecordRow } from '../described/toObject.js';
import { inTime } from '../session/inTime.js';
import type { SourceSession } from '../sourceSession.js';
import type { SearchedText } from './asked.js';
import type { Found } from './finders.js';

/** The positions of records of a kind. */
export interface Positions {
  /** Category of the position; must be FULL for the viewer on the record. */
  readonly category: string;
  /** Degrees, WGS 84, over the alias `r`. */
  readonly latitude: RawBuilder<number | null>;
  readonly longitude: RawBuilder<number | null>;
}

/** The distance within which records are found, kilometres. */
export const nearKm = 25;

const kmOfDegree = 111.2;

/** Records within `nearKm` of the position that the text states, nearest first. One statement, within half a second. */
export async function findNear(
  session: SourceSession,
  listing: RecordListing,
  positions: Positions,
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
  const values = { ...around(position), feeds: feeds ?? [], limit: first };
  const rows = await inTime((options) => session.db.rows(statement, { values, planForValues: true, ...options }));
  if (rows === null) return { state: 'TIMEOUT', found: null };
  const found = rows.flatMap((row) => (session.isFull(category, row) ? (toNode(session, row) ?? []) : []));
  return { state: 'OK', found };
}

/** The position, and how many degrees in each direction may be near: at a pole all of them. */
function around(position: string) {
  const [north = 0, east = 0] = position.split(',').map(Number);
  const narrowest = Math.cos((Math.min(Math.abs(north) + 1, 90) * Math.PI) / 180);
  return {
    north,
    east,
    up: nearKm / kmOfDegree,
    aside: Math.min(nearKm / kmOfDegree / Math.max(narrowest, 1e-9), 180),
  };
}

const north = sql`cast(${slot('north')} as float8)`;
const east = sql`cast(${slot('east')} as float8)`;

function compileNear(
  session: SourceSession,
  listing: RecordListing,
  { category, latitude, longitude }: Positions,
  feeds: SearchedText['feeds'],
) {
  const wall = session.wall(listing.type);
  const ofFeeds = feeds ? sql`and ${isOfFeeds(session, listing)}` : sql``;
  const up = sql`cast(${slot('up')} as float8)`;
  // Why 360 minus: 179.9 degrees east and 179.9 west are neighbours.
  const asideBy = sql`least(abs(${longitude} - ${east}), 360 - abs(${longitude} - ${east}))`;
  const km = sql`2 * 6371 * asin(sqrt(least(1, power(sin(radians(${latitude} - ${north}) / 2), 2)
    + cos(radians(${north})) * cos(radians(${latitude})) * power(sin(radians(${longitude} - ${east}) / 2), 2))))`;
  return compileStatement(sql<RecordRow>`select ${listing.read(session).columns} from ${listing.from}
    where ${latitude} between ${north} - ${up} and ${north} + ${up} and ${asideBy} <= cast(${slot('aside')} as float8)
      and ${wall.visible} and ${wall.full(category)} ${ofFeeds} and ${km} <= ${sql.raw(String(nearKm))}
    order by ${km}, r.id limit ${slot('limit')}`);
}
