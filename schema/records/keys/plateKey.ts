import { identifierText, plainText } from '../../identifiers/recognition/plain.js';
import { readPlate } from '../../identifiers/recognition/plates.js';

/**
 * By what a vehicle is found that has this plate: `12AB34` for `NL 12-AB-34`, as a search reads it. Zeros count (KL861 is not KL0861),
 * separators do not. Null for what is no plate of a country whose formats are known.
 */
export function plateKey(stated: string): string | null {
  const reading = readPlate(identifierText(plainText(stated)));
  return reading && compactPlate(reading.value);
}

/** A plate as a search states it, as it is stored. */
export function compactPlate(plate: string): string {
  return plate.replaceAll('-', '');
}
