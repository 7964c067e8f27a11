/**
 * The 24-bit address of an aircraft (its Mode S transponder code) as six hexadecimal digits in capitals: `140AE7`.
 *
 * @returns null where it does not have the form, or is one that no state may assign: all zeros, all ones
 * @see ICAO Annex 10, volume III, chapter 9
 */
export function parseIcaoAddress(text: string): string | null {
  const address = /^(?:0x)?([0-9a-f]{6})$/i.exec(text.trim())?.[1]?.toUpperCase() ?? null;
  return address === '000000' || address === 'FFFFFF' ? null : address;
}
