import type { DisclosedGroup } from './entry/body/parts.js';

/**
 * How much an answer told of a subject, in rising order: nothing, though it was asked for by id or number; that a look-up hit it,
 * and whom to ask; that it is there; data of it.
 */
export type Told = (typeof amounts)[number];
const amounts = ['ASKED', 'HIT', 'PRESENCE', 'SHOWN'] as const;

/** The marks of a group in the log, at most one of them true. */
type Marks = Pick<DisclosedGroup, 'asked' | 'hit' | 'presence'>;

const marks: Readonly<Record<Told, Marks>> = {
  ASKED: { asked: true },
  HIT: { hit: true },
  PRESENCE: { presence: true },
  SHOWN: {},
};

/** The mark that says how much was told. */
export function marksOf(told: Told): Marks {
  return marks[told];
}

/** How much was told, by a group's mark. */
export function toldOf({ asked, hit, presence }: Marks): Told {
  if (asked) return 'ASKED';
  if (hit) return 'HIT';
  return presence ? 'PRESENCE' : 'SHOWN';
}

/** The larger of two amounts. */
export function joinTold(one: Told, other: Told): Told {
  return amounts.indexOf(one) > amounts.indexOf(other) ? one : other;
}

/** True if a group has at most one mark, and names no categories if its mark says that no data was shown. */
export function isMarked(group: Marks & Pick<DisclosedGroup, 'categories'>): boolean {
  const stated = [group.asked, group.hit, group.presence];
  if (!stated.every((mark) => mark === undefined || typeof mark === 'boolean')) return false;
  const count = stated.filter(Boolean).length;
  return count === 0 || (count === 1 && (group.hit === true || group.categories.length === 0));
}
