import { badUserInput } from '../../../schema/errors.js';
import { parseUnlocode } from '../../../schema/identifiers/unlocode.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { Slot } from '../../../storage/slot.js';
import type { Column } from '../listing.js';

/** Where a record says that it is, over the alias `r`: degrees, WGS 84. */
export interface Positions {
  readonly latitude: RawBuilder<number | null>;
  readonly longitude: RawBuilder<number | null>;
}

/** Degrees; where `west` is more than `east`, it spans the antimeridian. */
interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** A position, and the radius around it, kilometres. */
export interface Circle {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
}

/** Mean radius of the earth as a sphere, kilometres: distances differ from those on the ellipsoid by 0.5 % at most. */
const earthKm = 6371.0088;
const mostKm = 500;

/**
 * The leaf `within` of a filter, by a box, a circle or a place; its category is that of the place.
 *
 * @param guard coordinate of the category that guards the position too, where that is another
 */
export function areaLeaf(
  positions: Positions,
  place: Readonly<Record<'unlocode' | 'country', RawBuilder<string | null>>>,
  guard: string | null = null,
): Column {
  return {
    sql: positions.latitude,
    type: 'float8',
    guardOf: (operator) => (operator === 'place' ? null : guard),
    meets(operator, value) {
      if (operator === 'box') return isWithinBox(positions, toSlot(value, assertBox));
      if (operator === 'circle') return isWithinCircle(positions, toSlot(value, assertCircle));
      const [least, most, country] = (['least', 'most', 'country'] as const).map((member) =>
        toSlot(value, (stated: string) => codesOf(stated)[member]),
      );
      return sql<boolean>`(${place.unlocode} between cast(${least} as text) and cast(${most} as text)
        or ${place.country} = cast(${country} as text))`;
    },
  };
}

/** Rows in a box; an index by latitude and longitude serves it. The slot gives a `Box`. */
function isWithinBox({ latitude, longitude }: Positions, box: Slot): RawBuilder<boolean> {
  const of = (make: (box: Box) => number) =>
    sql<number>`cast(${toSlot(box, (each: Box) => make(turned(each)))} as float8)`;
  // Why two spans: 179.9 degrees east and 179.9 west are neighbours. The second is empty for any other box.
  const first = sql`between ${of(({ west }) => west)} and ${of(({ west, east }) => (west > east ? 180 : east))}`;
  const second = sql`between -180 and ${of(({ west, east }) => (west > east ? east : -181))}`;
  return sql<boolean>`(${latitude} between ${of(({ south }) => south)} and ${of(({ north }) => north)}
    and (${longitude} ${first} or ${longitude} ${second}))`;
}

/** The same box, that holds its edge on the antimeridian by both names of it: 180 and -180 are one. */
function turned(box: Box): Box {
  if (box.west === -180 && box.east < 180) return { ...box, west: 180 };
  return box.east === 180 && box.west > -180 ? { ...box, east: -180 } : box;
}

/** Rows at most `radiusKm` away. The slot gives a `Circle`. */
export function isWithinCircle(positions: Positions, circle: Slot): RawBuilder<boolean> {
  const radius = toSlot(circle, ({ radiusKm }: Circle) => radiusKm);
  return sql<boolean>`(${isWithinBox(positions, toSlot(circle, boxAround))}
    and ${kmFrom(positions, circle)} <= cast(${radius} as float8))`;
}

/** The great-circle distance of a row from the middle of a circle, kilometres (haversine). */
export function kmFrom({ latitude, longitude }: Positions, circle: Slot): RawBuilder<number> {
  const north = sql`cast(${toSlot(circle, (each: Circle) => each.latitude)} as float8)`;
  const east = sql`cast(${toSlot(circle, (each: Circle) => each.longitude)} as float8)`;
  const ofHalf = (angle: RawBuilder<unknown>) => sql`sin(radians(${positive(angle)}) / 2) ^ 2`;
  return sql<number>`2 * ${sql.raw(String(earthKm))} * asin(sqrt(least(1, ${ofHalf(sql`${latitude} - ${north}`)}
    + cos(radians(${positive(north)})) * cos(radians(${positive(latitude)})) * ${ofHalf(sql`${longitude} - ${east}`)})))`;
}

/** Without its sign, of which the formula makes no use. Why never less: PostgreSQL refuses products too small for a float8. */
function positive(angle: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`greatest(abs(${angle}), 1e-90)`;
}

/** The smallest box that holds a circle, a little widened; all longitudes where it holds a pole. */
function boxAround({ latitude, longitude, radiusKm }: Circle): Box {
  const angle = (radiusKm / earthKm) * 1.0001 + 1e-9;
  const up = degrees(angle);
  const [south, north] = [latitude - up, latitude + up];
  if (south <= -90 || north >= 90) return { south, north, west: -180, east: 180 };
  const aside = degrees(Math.asin(Math.min(1, Math.sin(angle) / Math.cos((latitude * Math.PI) / 180))));
  if (aside >= 180) return { south, north, west: -180, east: 180 };
  return { south, north, west: wrapped(longitude - aside), east: wrapped(longitude + aside) };
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;

/** A longitude in -180 to 180. */
function wrapped(longitude: number): number {
  if (longitude > 180) return longitude - 360;
  return longitude < -180 ? longitude + 360 : longitude;
}

function toSlot<Stated>(value: Slot, make: (stated: Stated) => unknown): Slot {
  return new Slot((said) => make(value.of(said) as Stated));
}

/** @throws PortcullisError BAD_USER_INPUT */
function assertBox(box: Box): Box {
  assertDegrees(box.south, box.west);
  assertDegrees(box.north, box.east);
  if (box.south <= box.north) return box;
  throw badUserInput('A box has its south below its north; its west may be east of its east, across the antimeridian.');
}

/** @throws PortcullisError BAD_USER_INPUT */
function assertCircle(circle: Circle): Circle {
  assertDegrees(circle.latitude, circle.longitude);
  if (circle.radiusKm > 0 && circle.radiusKm <= mostKm) return circle;
  throw badUserInput(`The radius of a circle is above 0 and at most ${mostKm} km.`, { facts: { limit: mostKm } });
}

function assertDegrees(latitude: number, longitude: number): void {
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return;
  throw badUserInput('A latitude is -90 to 90 degrees, a longitude -180 to 180 (WGS 84).');
}

/**
 * The UN/LOCODEs that a place has, as the least and the most of them, and the country that it is.
 *
 * @throws PortcullisError BAD_USER_INPUT
 */
function codesOf(place: string): { readonly least: string; readonly most: string; readonly country: string | null } {
  const stated = place.replaceAll(' ', '');
  // Why not in capitals first: those of "ß" are SS, South Sudan.
  const code = /^[A-Za-z0-9]+$/.test(stated) ? stated.toUpperCase() : '';
  if (/^[A-Z]{2}$/.test(code)) return { least: code, most: `${code}ZZZ`, country: code };
  const unlocode = parseUnlocode(code);
  if (unlocode !== null) return { least: unlocode, most: unlocode, country: null };
  throw badUserInput('A place is a UN/LOCODE, e.g. NLRTM, or a country, e.g. NL (ISO 3166-1 alpha-2).');
}
