import anyAscii from 'any-ascii';

/**
 * What sailors write before a ship's name to say how she is driven or what she does: motor vessel, motor tanker,
 * steam ship, fishing vessel, tug and their like. Written with and without dots and slashes: `MV`, `M.V.`, `M/V`.
 */
const shipPrefixes: ReadonlySet<string> = new Set([
  'MV',
  'MT',
  'MS',
  'MY',
  'MTS',
  'MSV',
  'SS',
  'SV',
  'SY',
  'ST',
  'FV',
  'FPV',
  'FSO',
  'FPSO',
  'RV',
  'TB',
  'TS',
  'GTS',
  'TSS',
  'LPGC',
  'LNGC',
]);

/**
 * A ship's name as it is compared and indexed: without prefix, in ASCII, upper case, words parted by one space.
 *
 * `Mv "Dai Hong Dan"` gives `DAI HONG DAN`. A name that is nothing but a prefix keeps it. Empty where nothing is left
 * to compare, which callers store as null.
 */
export function vesselNameKey(name: string): string {
  const ascii = anyAscii(name).toUpperCase();
  // Why before the split: `M/V`, `M.V.` and `M V` are one prefix, not two words.
  const joined = ascii.replace(
    /^[\s"'`(]*([A-Z]{1,3})\s*[./]\s*([A-Z]{1,2})(?:\s*[./]\s*([A-Z]))?(?![A-Z0-9])[.\s]*/,
    '$1$2$3 ',
  );
  const words = joined
    .replace(/['`]/g, '')
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
  const withoutPrefix = words.length > 1 && shipPrefixes.has(words[0] ?? '') ? words.slice(1) : words;
  return withoutPrefix.join(' ');
}
