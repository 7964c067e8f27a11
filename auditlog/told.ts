import type { DisclosedGroup } from './entry/body/parts.js';

/**
 * How much an answer told of somebody or something: nothing, though it was asked for by id or number; that a look-up has hit it, and
 * whom to ask; only that it is there; something of it. What says more stands behind.
 */
export type Told = (typeof amounts)[number];
const amounts = ['ASKED', 'HIT', 'PRESENCE', 'SHOWN'] as const;

/** The mark of a group in the log, one at most. */
type Marks = Pick<DisclosedGroup, 'asked' | 'hit' | 'presence'>;

const marks: Readonly<Record<Told, Marks>> = {
  ASKED: { asked: true },
  HIT: { hit: true },
  PRESENCE: { presence: true },
  SHOWN: {},
};

/** How a group of the log says how much was told. */
export function marksOf(told: Told): Marks {
  return marks[told];
}

/** How much a group says that was told. */
export function toldOf({ asked, hit, presence }: Marks): Told {
  if (asked) return 'ASKED';
  if (hit) return 'HIT';
  return presence ? 'PRESENCE' : 'SHOWN';
}

/** What two answers told together. */
export function joinTold(one: Told, other: Told): Told {
  return amounts.indexOf(one) > amounts.indexOf(other) ? one : other;
}

/** True where a group says how much was told in one way, and shows no data of those of whom it says that none was shown. */
export function isMarked(group: Marks & Pick<DisclosedGroup, 'categories'>): boolean {
  const stated = [group.asked, group.hit, group.presence];
  if (!stated.every((mark) => mark === undefined || typeof mark === 'boolean')) return false;
  const told = stated.filter(Boolean).length;
  return told === 0 || (told === 1 && (group.hit === true || group.categories.length === 0));
}
