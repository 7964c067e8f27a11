import { readTelephone } from '../../../schema/identifiers/recognition/contacts.js';

/** Channels of contact, and the form of a value of each. */
const forms = {
  PHONE: /^[+\d(][\d ().\\/-]{3,40}$/,
  EMAIL: /^[^\s@]+@[^\s@]+$/,
  WEB: /^(?:https?:\/\/)?[^\s@]+\.[^\s@]+$/i,
} as const;

export type Channel = keyof typeof forms;

/** The channel of a name; null for an unknown one. */
export function toChannel(text: string | null): Channel | null {
  return (Object.keys(forms) as Channel[]).find((channel) => channel === text?.toUpperCase()) ?? null;
}

/** The values with the form of their channel, and whether those are all. */
export function readContacts(
  channel: Channel | null,
  stated: readonly string[],
): { readonly values: readonly string[]; readonly isWhole: boolean } {
  const parts = stated.map((part) => part.trim()).filter((part) => part !== '');
  const values = parts.filter((part) => channel !== null && forms[channel].test(part));
  return { values, isWhole: values.length === parts.length };
}

/**
 * A telephone number of OFAC, which begins with its country's code and lacks the plus: with it, where such numbers are given out; else
 * as stated.
 */
export function withPlus(stated: string): string {
  const reading = /^[1-9]/.test(stated) ? readTelephone(`+${stated}`) : null;
  return reading?.countries?.length ? reading.value : stated;
}
