/** The levels of a commodity code. */
export interface HsReading {
  /** Four digits of the Harmonized System: chapter and heading. */
  readonly heading: string | null;
  /** Six digits of the Harmonized System. */
  readonly hs6: string | null;
  /** Eight digits of the Combined Nomenclature or another tariff based on the Harmonized System. */
  readonly cn8: string | null;
  /** Ten digits of TARIC, or of another tariff. */
  readonly taric10: string | null;
  /**
   * What is wrong with it: `HS_FORM` not 4, 6, 8 or 10 digits, `HS_CHAPTER` no such chapter, `HS_HEADING_ONLY` only four
   * digits. Null for a good code.
   */
  readonly flag: 'HS_FORM' | 'HS_CHAPTER' | 'HS_HEADING_ONLY' | null;
}

const nothing = { heading: null, hs6: null, cn8: null, taric10: null } as const;

/**
 * Reads a commodity code as declarations write it: `8471.30`, `8471 30 00`, `8471300010`. A leading zero lost in a
 * spreadsheet is not restored: `HS_FORM`.
 *
 * @remarks Chapters 98 and 99 are national: their codes have `cn8` and `taric10`, but no heading or subheading of the
 * Harmonized System.
 * @see International Convention on the Harmonized System, article 3: chapters 1 to 97; 77 is reserved
 */
export function toHs(text: string | null | undefined): HsReading {
  const digits = (text ?? '').trim().replace(/[\s.\-\u00A0]/g, '');
  if (!/^(?:\d{4}|\d{6}|\d{8}|\d{10})$/.test(digits)) return { ...nothing, flag: 'HS_FORM' };
  const chapter = Number(digits.slice(0, 2));
  if (chapter === 0 || chapter === 77) return { ...nothing, flag: 'HS_CHAPTER' };
  const national = chapter > 97;
  if (national && digits.length < 8) return { ...nothing, flag: 'HS_CHAPTER' };
  const upTo = (length: number): string | null => (digits.length >= length ? digits.slice(0, length) : null);
  return {
    heading: national ? null : upTo(4),
    hs6: national ? null : upTo(6),
    cn8: upTo(8),
    taric10: upTo(10),
    flag: digits.length === 4 ? 'HS_HEADING_ONLY' : null,
  };
}
