import { partTexts as texts } from '../../texts/parts.js';
import { constantWords } from '../words.js';

const levels = ['PUBLIC', 'BASIC_PROTECTION_LEVEL', 'RESTREINT_UE', 'CONFIDENTIEL_UE', 'SECRET_UE'];

/**
 * The marking of a sheet with several records: the highest classification among them, and every handling code. Where an envelope is
 * kept from who prints, or its classification or codes are, it says that the marking may be higher.
 *
 * @param data of answers; envelopes are what stands under `handling`
 */
export function highestMarking(data: readonly unknown[]): string {
  const envelopes = data.flatMap(envelopesIn);
  const stated = envelopes.map((each) => each?.classification).filter((each) => typeof each === 'string');
  const highest = stated.sort((one, other) => levels.indexOf(other) - levels.indexOf(one))[0];
  const codes = envelopes.flatMap((each) => (Array.isArray(each?.handlingCodes) ? each.handlingCodes.map(String) : []));
  return [
    ...(highest === undefined ? [] : [constantWords(highest)]),
    ...[...new Set(codes)].sort(),
    ...(envelopes.every(isWhole) ? [] : [texts.mayBeHigher]),
  ].join(' · ');
}

interface Envelope {
  readonly classification?: unknown;
  readonly handlingCodes?: unknown;
}

/** Whether all is known that a marking takes. A level that this page does not know may be above all others. */
function isWhole(each: Envelope | null): boolean {
  return levels.includes(String(each?.classification)) && Array.isArray(each?.handlingCodes);
}

/** All envelopes below a value; null: one that is kept. */
function envelopesIn(value: unknown): readonly (Envelope | null)[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === 'handling' ? [each as Envelope | null] : envelopesIn(each),
  );
}
