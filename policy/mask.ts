import type { AccessDomain } from '../schema/access.js';
import type { MaskName, Policy } from './policy.js';

/** Replaces what is not shown: one character, so that a mask does not reveal a length. */
const hidden = '…';

/** Initials of a name, however many words it has: each further letter would leave far fewer people who may be meant. */
const mostInitials = 2;

/** Scripts in which one character is a syllable or a word, and often a whole family name. */
const wholeCharacters =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}]/u;

/**
 * Characters of a number that the mask shows, and how many must stay hidden. Numbers are issued in sequence with well-known
 * beginnings: four characters of `NLC-2026-00017` would be nearly all of it.
 */
const shownCharacters = 2;
const hiddenCharacters = 6;

/**
 * A value as MASKED shows it: of the same type, and so little of it that many other values look the same. Undefined where
 * nothing can be shown (no domain, no mask, a value too short or too coarse): the field is then null and reported MASKED.
 *
 * @param domain of the field's label; null for lists, codes, free text
 */
export function applyMask(policy: Policy, domain: AccessDomain | null, value: unknown): string | number | undefined {
  const shown = domain === null ? undefined : maskValue(policy.masks[domain], value);
  return shown === value ? undefined : shown;
}

function maskValue(mask: MaskName, value: unknown): string | number | undefined {
  if (mask === 'oneDecimal')
    return typeof value === 'number' && Number.isFinite(value) ? toOneDecimal(value) : undefined;
  if (typeof value !== 'string') return undefined;
  switch (mask) {
    case 'initials':
      return initials(value);
    case 'lastTwo':
      return lastTwo(value);
    case 'year':
      // Not of `1961-04`: there would be only twelve months to guess.
      return /^\d{4}-\d\d-\d\d$/.test(value) ? value.slice(0, 4) : undefined;
    default:
      return undefined;
  }
}

// The initials of the first words that have one. A word of one letter would be shown whole.
function initials(value: string): string | undefined {
  const letters = value
    .normalize('NFC')
    .trim()
    .split(/\s+/u)
    .flatMap((word) => (/^\p{L}.*\p{L}/u.test(word) && !wholeCharacters.test(word) ? [...word].slice(0, 1) : []))
    .slice(0, mostInitials);
  return letters.length === 0 ? undefined : letters.map((letter) => letter + hidden).join(' ');
}

function lastTwo(value: string): string | undefined {
  const characters = [...value.replaceAll(/[^\p{L}\p{N}]/gu, '')];
  return characters.length < shownCharacters + hiddenCharacters
    ? undefined
    : hidden + characters.slice(-shownCharacters).join('');
}

function toOneDecimal(value: number): number {
  const rounded = Math.round(value * 10) / 10;
  // -0.04 rounds to -0, and the sign must not show.
  return Object.is(rounded, -0) ? 0 : rounded;
}
