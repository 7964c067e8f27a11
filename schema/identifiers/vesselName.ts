import anyAscii from 'any-ascii';

/**
 * Prefixes of ship's names: motor vessel, motor tanker, steam ship, fishing vessel, tug and the like. Not `ST`: `St. Irene` is a
 * saint more often than a steam tug.
 */
export const shipPrefixes: ReadonlySet<string> = new Set(
  'MV MT MS MY MTS MSV SS SV SY FV FPV FSO FPSO RV TB TS GTS TSS LPGC LNGC'.split(' '),
);

/** What registers and reports write where the name is unknown or withheld. */
const placeholders: ReadonlySet<string> = new Set(
  'NA,N A,NIL,NONE,UNKNOWN,UNNAMED,UNSPECIFIED,NAME WITHHELD,WITHHELD,NOT REPORTED'.split(','),
);

/** `M/V`, `M.V.`, `M V.`: letters separated by dots or slashes at the beginning of a name. */
const dottedPrefix = /^[\s"'`(]*([A-Z]{1,3})\s*[./]\s*([A-Z]{1,2})(?:\s*[./]\s*([A-Z]))?(?![A-Z0-9])[.\s]*/i;

/** A ship's name with a dotted prefix joined to one word. */
export function joinShipPrefix(name: string): string {
  return name.replace(dottedPrefix, (_, first: string, second: string, third = '') => `${first}${second}${third} `);
}

/**
 * A ship's name for comparison and index: without prefix, in ASCII, upper case, words separated by one space: `DAI HONG DAN` for
 * `Mv "Dai Hong Dan"`. A name that is only a prefix keeps it. Empty for a placeholder such as `Name Withheld` and where nothing is
 * left; it is then stored as null, and matches nothing.
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
