import anyAscii from 'any-ascii';

/**
 * What is written before a ship's name to say how she is driven or what she does: motor vessel, motor tanker, steam
 * ship, fishing vessel, tug and their like. `ST` is not among them: `St. Irene` is a saint more often than a steam tug.
 */
export const shipPrefixes: ReadonlySet<string> = new Set(
  'MV MT MS MY MTS MSV SS SV SY FV FPV FSO FPSO RV TB TS GTS TSS LPGC LNGC'.split(' '),
);

/** What registers and reports write where they do not know the name, or keep it to themselves. */
const placeholders: ReadonlySet<string> = new Set([
  'NA',
  'N A',
  'NIL',
  'NONE',
  'UNKNOWN',
  'UNNAMED',
  'UNSPECIFIED',
  'NAME WITHHELD',
  'WITHHELD',
  'NOT REPORTED',
]);

/** `M/V`, `M.V.`, `M V.`: letters parted by dots or slashes at the head of a name. */
const dottedPrefix = /^[\s"'`(]*([A-Z]{1,3})\s*[./]\s*([A-Z]{1,2})(?:\s*[./]\s*([A-Z]))?(?![A-Z0-9])[.\s]*/i;

/** A ship's name in which the letters of a dotted prefix are one word, not two. */
export function joinShipPrefix(name: string): string {
  return name.replace(dottedPrefix, (_, first: string, second: string, third = '') => `${first}${second}${third} `);
}

/**
 * A ship's name as it is compared and indexed: without prefix, in ASCII, upper case, words parted by one space.
 *
 * `Mv "Dai Hong Dan"` gives `DAI HONG DAN`. A name that is nothing but a prefix keeps it. Empty for a placeholder such
 * as `Name Withheld` and where nothing is left to compare; it is stored as null then, and matches nothing.
 */
export function vesselNameKey(name: string): string {
  const words = joinShipPrefix(anyAscii(name).toUpperCase())
    .replace(/['`]/g, '')
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
  const bare = words.length > 1 && shipPrefixes.has(words[0] ?? '') ? words.slice(1) : words;
  const key = bare.join(' ');
  return placeholders.has(key) ? '' : key;
}
