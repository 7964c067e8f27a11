import { parseContainerId } from '../../identifiers/containerId.js';
import { parseEori } from '../../identifiers/eori.js';
import { parseIcaoAddress } from '../../identifiers/icaoAddress.js';
import { parseImo } from '../../identifiers/imo.js';
import { parseMrn } from '../../identifiers/mrn.js';
import type { ScalarKind } from './fields.js';

/** Reads an identifier of each kind into its one form; null for a text that does not have it. Check digits are not judged. */
export const parsers: Readonly<Partial<Record<ScalarKind, (text: string) => string | null>>> = {
  container: parseContainerId,
  eori: parseEori,
  icaoAddress: parseIcaoAddress,
  imo: parseImo,
  mrn: parseMrn,
};

/** The one form of an identifier, or the text in capitals and without white space where it does not have that form. */
export function parsedOrCompact(kind: ScalarKind): (text: string) => string {
  const parse = parsers[kind];
  return (text) => parse?.(text) ?? compact(text);
}

/** A text in capitals and without white space. */
export function compact(text: string): string {
  return text.toUpperCase().replaceAll(/\s/g, '');
}
