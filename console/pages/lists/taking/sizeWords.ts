const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of bytes with three digits: `12.3 MB`. */
export function sizeWords(bytes: number): string {
  const place = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const words = new Intl.NumberFormat('en-GB', {
    style: 'unit',
    unit: units[place] ?? 'byte',
    maximumSignificantDigits: 3,
  });
  return words.format(bytes / 1000 ** place);
}
