import { parseContainerId } from '../../identifiers/containerId.js';
import { parseEori } from '../../identifiers/eori.js';
import { parseIcaoAddress } from '../../identifiers/icaoAddress.js';
import { parseImo } from '../../identifiers/imo.js';
import { parseMrn } from '../../identifiers/mrn.js';
import type { ScalarKind } from './fields.js';

/** Parses an identifier of each kind; null for a text that does not have its form. Check digits are not verified. */
export const parsers: Readonly<Partial<Record<ScalarKind, (text: string) => string | null>>> = {
  container: parseContainerId,
  eori: parseEori,
  icaoAddress: parseIcaoAddress,
  imo: parseImo,
  mrn: parseMrn,
};

/** Parses an identifier; a text that does not have its form is compacted. */
export function parsedOrCompact(kind: ScalarKind): (text: string) => string {
  const parse = parsers[kind];
  return (text) => parse?.(text) ?? compact(text);
}

/** A text in capitals without white space. */
export function compact(text: string): string {
  return text.toUpperCase().replaceAll(/\s/g, '');
}
