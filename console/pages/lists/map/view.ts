import type { Box } from '../filters/terms.js';
import type { Mark } from './marks.js';

/** Beyond these latitudes nobody trades, and Mercator's map has no end. */
const MOST_NORTH = 78;
const MOST_SOUTH = -56;

export const wholeWorld: Box = { south: MOST_SOUTH, west: -180, north: MOST_NORTH, east: 180 };

/** The box around places, with some room; the whole world where there are none. */
export function viewAround(marks: readonly Mark[]): Box {
  const at = marks.flatMap((mark) => mark.at ?? []);
  if (at.length === 0) return wholeWorld;
  const [latitudes, longitudes] = [at.map(({ latitude }) => latitude), at.map(({ longitude }) => longitude)];
  return bounded({
    south: Math.min(...latitudes) - 3,
    west: Math.min(...longitudes) - 5,
    north: Math.max(...latitudes) + 3,
    east: Math.max(...longitudes) + 5,
  });
}

/** The view `factor` times as wide and high, around the same middle. */
export function scaled({ south, west, north, east }: Box, factor: number): Box {
  const [middle, centre] = [(south + north) / 2, (west + east) / 2];
  const [high, wide] = [((north - south) / 2) * factor, ((east - west) / 2) * factor];
  return bounded({ south: middle - high, west: centre - wide, north: middle + high, east: centre + wide });
}

/** A box with four decimals of a degree, which are some metres: what was drawn by hand is no more exact. */
export function bounded({ south, west, north, east }: Box): Box {
  const within = (value: number, least: number, most: number) =>
    Number(Math.min(Math.max(value, least), most).toFixed(4));
  return {
    south: within(south, MOST_SOUTH, MOST_NORTH),
    west: within(west, -180, 180),
    north: within(north, MOST_SOUTH, MOST_NORTH),
    east: within(east, -180, 180),
  };
}
