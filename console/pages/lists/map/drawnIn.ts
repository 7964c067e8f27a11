import { type GeoProjection, geoMercator, geoPath } from 'd3-geo';
import type { Box } from '../filters/terms.js';
import { readCountries } from './countries.js';

/** The picture's own units. */
export const WIDTH = 960;
export const HEIGHT = 460;

/** A place in the picture. */
export type Point = readonly [number, number];

/** An outline in the picture. */
export interface Outline {
  readonly code: string | undefined;
  readonly d: string;
}

const countries = readCountries();
const codes = new Set(countries.map(({ code }) => code));

/** Whether a country is large enough to be on the map. */
export const isDrawn = (code: string): boolean => codes.has(code);

/** The countries as a view has them, and where positions stand in it. */
export function drawnIn({ south, west, north, east }: Box): {
  readonly projection: GeoProjection;
  readonly outlines: readonly Outline[];
} {
  const corners = {
    type: 'MultiPoint' as const,
    coordinates: [
      [west, south],
      [east, north],
    ],
  };
  const extent: [[number, number], [number, number]] = [
    [4, 4],
    [WIDTH - 4, HEIGHT - 4],
  ];
  const projection = geoMercator()
    .fitExtent(extent, corners)
    .clipExtent([
      [-1, -1],
      [WIDTH + 1, HEIGHT + 1],
    ]);
  const path = geoPath(projection);
  const outlines = countries.map(({ code, outline }) => ({ code, d: path(outline) ?? '' })).filter(({ d }) => d !== '');
  return { projection, outlines };
}
