/** Degrees, WGS 84; south and west negative. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Degrees and minutes as UN/LOCODE writes them, `5155N 00430E`; `invalid` for another form or a place not on Earth. */
export function parsePosition(text: string): Position | 'invalid' {
  const form = /^(\d{2})(\d{2})([NS])\s*(\d{3})(\d{2})([EW])$/i.exec(text);
  if (form === null) return 'invalid';
  const [, latitude, latitudeMinutes, north, longitude, longitudeMinutes, east] = form;
  if (Number(latitudeMinutes) > 59 || Number(longitudeMinutes) > 59) return 'invalid';
  const degrees = (whole: string | undefined, minutes: string | undefined, negative: boolean): number => {
    const value = Number(whole) + Number(minutes) / 60;
    return negative && value !== 0 ? -value : value;
  };
  return onEarth(
    degrees(latitude, latitudeMinutes, /s/i.test(north ?? '')),
    degrees(longitude, longitudeMinutes, /w/i.test(east ?? '')),
  );
}

/** Decimal degrees; null where neither is stated, `invalid` for another form or a place not on Earth. */
export function parseDecimalPosition(latitude: string | null, longitude: string | null): Position | 'invalid' | null {
  if (latitude === null && longitude === null) return null;
  const decimal = /^[+-]?\d{1,3}(?:\.\d+)?(?:e-?\d+)?$/i;
  if (!decimal.test(latitude ?? '') || !decimal.test(longitude ?? '')) return 'invalid';
  return onEarth(Number(latitude), Number(longitude));
}

function onEarth(latitude: number, longitude: number): Position | 'invalid' {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : 'invalid';
}
