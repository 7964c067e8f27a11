import type { CategoryRow, Policy } from '../policy.js';
import type { Category, Decision, Envelope, RequestFacts } from '../types.js';
import { lesser, lowestRecordCap } from './recordCaps.js';
import { type Right, rightsOf } from './rights.js';

/*
 * The law of a person who asks what is held of him. Where a source has found a record, or a link, to be the asked person's, the
 * officer who answers him gets it whatever his role, his purpose, the record's purpose limits and protection would take away
 * otherwise: a victim and a minor ask too. `askedPredicate` is its twin over rows.
 */

/** The category whose row says whose records a viewer may open to the person who asks. */
export const holdings: Category = 'subject.holdings';

/**
 * Whether a category is opened to the asked person at all. Two kinds stay as they are, and are in no holding: the log, which has rows of
 * its own (`own: false`), and a raw record, which holds at once what is of others (`whole`).
 */
export function isOpenedToAsked(row: CategoryRow): boolean {
  return (row.own && !row.whole) || row.category === holdings;
}

/** What a viewer gets of a category on a record that was found to be the asked person's: FULL or NONE. */
export function decideOfAsked(policy: Policy, facts: RequestFacts, right: Right, envelope: Envelope): Decision {
  const granted = grantOn(rightsOf(policy, facts).get(holdings), envelope.originator);
  if (granted.effect !== 'FULL') return { ...granted, effect: 'NONE', reason: granted.reason ?? 'CATEGORY' };
  if (right.closed) return right.closed;
  const { row } = right;
  return lowestRecordCap({ policy, facts, row, envelope, subject: null, own: true, isOfAsked: true }) ?? ofAsked;
}

/** The agencies whose records the viewer may open to the person who asks; empty where it may open none. */
export function openedOriginators(policy: Policy, facts: RequestFacts): readonly string[] {
  const right = rightsOf(policy, facts).get(holdings);
  return (right?.scope ?? []).filter((originator) => grantOn(right, originator).effect === 'FULL');
}

// Neither a joint operation nor being the originator grants it, and a cell without a scope would open everybody's records.
function grantOn(right: Right | undefined, originator: string): Decision {
  if (!right) return withoutRow;
  if (right.settled) return right.settled;
  if (right.scope === null) return lesser({ ...right.cell, effect: 'NONE', reason: 'CATEGORY' }, right.cap);
  return lesser(right.scope.includes(originator) ? right.cell : right.outOfScope, right.cap);
}

const ofAsked: Decision = Object.freeze({ effect: 'FULL', reason: null, rule: 'subject' });
const withoutRow: Decision = Object.freeze({ effect: 'NONE', reason: 'CATEGORY', rule: 'category.unknown' });
