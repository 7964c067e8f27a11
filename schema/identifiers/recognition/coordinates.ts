import type { Recogniser } from './forms.js';

/** One half of a position: degrees, optional minutes and seconds, and an optional hemisphere. */
const half =
  /^([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:"|''|′′|”)\s*)?([NSEW])?$/i;

/** What distinguishes a position from two numbers. */
const distinctive = /[.°NSEW]/i;

/**
 * A position as degrees north and east, WGS 84, each with five decimals: `51.95000,4.14167` for `51.95 N 4°08'30"E`.
 *
 * @returns null where it does not have the form, or there is no such position
 */
export function parseCoordinates(text: string): string | null {
  const halves = text.includes(',') || text.includes(';') ? text.split(/[,;]/) : splitBehindSide(text);
  const [north, east, ...more] = halves.map((each) => each.trim());
  if (!north || !east || more.length > 0) return null;
  const latitude = degreesOf(north, 'NS', 90);
  const longitude = degreesOf(east, 'EW', 180);
  return latitude === null || longitude === null ? null : `${latitude},${longitude}`;
}

function splitBehindSide(text: string): readonly string[] {
  const sided = /^(.*?[NS])\s*(.*)$/i.exec(text);
  return sided ? sided.slice(1) : text.split(' ');
}

function degreesOf(text: string, sides: string, most: number): string | null {
  const [, degrees, minutes = '0', seconds = '0', side = ''] = (distinctive.test(text) ? half.exec(text) : null) ?? [];
  if (degrees === undefined || !sides.includes(side.toUpperCase())) return null;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return null;
  const isBelow = degrees.startsWith('-') || (side !== '' && 'SW'.includes(side.toUpperCase()));
  const value = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds) / 3600;
  const written = value.toFixed(5);
  if (value > most) return null;
  return isBelow && Number(written) !== 0 ? `-${written}` : written;
}

/** Where something is. */
export const places: readonly Recogniser[] = [
  {
    form: 'COORDINATES',
    label: 'position',
    read: (text) => {
      const value = parseCoordinates(text);
      return value === null ? null : { value };
    },
  },
];
