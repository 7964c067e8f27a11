/** Metres in a degree of latitude: 60 nautical miles. */
const metresPerDegree = 111_120;

/** Metres in a minute of arc, the unit in which ships report. */
const metresPerMinute = 1852;

/** Degrees up to `limit`, north and east positive; null for null, `invalid` for any other text. */
export function parseCoordinate(text: string | null, limit: 90 | 180): number | null | 'invalid' {
  if (text === null) return null;
  const degrees = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(degrees) <= limit ? degrees : 'invalid';
}

/** Half a unit of the coarser coordinate's last decimal, in metres; never finer than a minute of arc. */
export function toPrecision(latitude: string | null, longitude: string | null): number {
  const decimals = [latitude, longitude].map((text) => text?.split('.')[1]?.length ?? 0);
  const finest = Math.min(...decimals, 4);
  return Math.max(Math.round((metresPerDegree / 10 ** finest) * 0.5), metresPerMinute);
}
