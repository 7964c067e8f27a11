import type { MaskName, Policy } from './policy.js';
import type { Category } from './types.js';

/** Stands for what is not shown; one, however much it is, so that a mask does not tell a length. */
const hidden = '…';

/**
 * A value as MASKED shows it: of the same type, and at most half of it. Undefined where it cannot be masked (a list, a
 * type without a mask, a value too short): the field is then null and reported MASKED.
 *
 * @param graphqlType as the SDL writes it, e.g. `String!`, `PartialDate`, `[String!]`
 */
export function applyMask(
  policy: Policy,
  category: Category,
  graphqlType: string,
  value: unknown,
): unknown | undefined {
  const name = graphqlType.replace(/!$/, '');
  const masks = policy.categories[category]?.masks;
  const mask = masks && Object.hasOwn(masks, name) ? masks[name] : undefined;
  return mask ? maskValue(mask, value) : undefined;
}

function maskValue(mask: MaskName, value: unknown): string | number | undefined {
  if (mask === 'oneDecimal')
    return typeof value === 'number' && Number.isFinite(value) ? toOneDecimal(value) : undefined;
  if (typeof value !== 'string') return undefined;
  switch (mask) {
    case 'initials':
      return initials(value);
    case 'lastFour':
      return shown(tail(value, 4), (kept) => hidden + kept);
    case 'firstTwo':
      return shown(head(value, 2), (kept) => kept + hidden);
    case 'year':
      // Why not of `1961-04`: four of seven characters are more than half.
      return /^\d{4}-\d\d-\d\d$/.test(value) ? value.slice(0, 4) : undefined;
    default:
      return undefined;
  }
}

// First letters of words, with the spaces between them, as far as half of the value goes.
function initials(value: string): string | undefined {
  let left = half(value);
  let text = '';
  for (const word of value.trim().split(/\s+/u)) {
    const [letter] = word;
    const cost = text === '' ? 1 : 2;
    if (letter === undefined || cost > left) break;
    text += `${text === '' ? '' : ' '}${letter}${hidden}`;
    left -= cost;
  }
  return text === '' ? undefined : text;
}

function tail(value: string, most: number): string {
  const count = Math.min(most, half(value));
  return count === 0 ? '' : [...value].slice(-count).join('');
}

function head(value: string, most: number): string {
  return [...value].slice(0, Math.min(most, half(value))).join('');
}

function shown(kept: string, compose: (kept: string) => string): string | undefined {
  return kept === '' ? undefined : compose(kept);
}

function half(value: string): number {
  return Math.floor([...value].length / 2);
}

function toOneDecimal(value: number): number {
  const rounded = Math.round(value * 10) / 10;
  // Why: -0.04 rounds to -0, whose sign is not the mask's to tell.
  return Object.is(rounded, -0) ? 0 : rounded;
}
