import { rank } from '../types.js';
import type { Change } from './changes.js';
import { type Explanation, explain } from './explain.js';
import type { Decided, Deciding, Situation } from './situation.js';

/** Which of a record's own conditions the viewer may read: an explanation reveals no others. */
export interface Readable {
  /** Handling codes, classification, purpose limits, expiry. */
  readonly handling: boolean;
  /** What the data subject is to the case. */
  readonly subject: boolean;
  /** Release and hit lists, joint operation. */
  readonly release: boolean;
}

/** A decision, as far as its viewer may be told of it. */
export interface ToldDecision extends Decided {
  /** Whether it is told whole: the rule that decided is named, though it lies on the record. */
  readonly isWhole: boolean;
}

/**
 * Explains what a viewer gets on one record. Rules of the record are named where the viewer may read what they look at.
 * Otherwise the explanation follows from the effect, its coarse reason and the policy alone, so that records which differ in
 * what the viewer may not read are explained alike; only the originator is named as able to open the record.
 */
export function explainRecord(situation: Situation, deciding: Deciding, readable: Readable): Explanation {
  const decided = deciding(situation);
  const read = readPart({ situation, deciding, readable, decided });
  return read ? explain(read, deciding) : coarsely(situation, decided);
}

/** The same without what would give more, which costs a thousand decisions. */
export function decisionTold(asked: AskedOfRecord): ToldDecision {
  const read = readPart(asked);
  if (!read) return { ...coarse(asked.decided), isWhole: false };
  return { ...(read === asked.situation ? asked.decided : asked.deciding(read)), isWhole: true };
}

/** What is asked to be explained of a record, and what was decided of it. */
export interface AskedOfRecord {
  readonly situation: Situation;
  readonly deciding: Deciding;
  readonly readable: Readable;
  readonly decided: Pick<Decided, 'effect' | 'reason' | 'rule' | 'category'>;
}

/**
 * The situation as the viewer reads it, of which everything may be told: without what the viewer may not read on the record.
 * Null where that does not account for the decision. So records that are read alike and decided alike are explained alike.
 */
function readPart({ situation, deciding, readable, decided }: AskedOfRecord): Situation | null {
  const { policy, facts, guards, envelope } = situation;
  // What would raise the effect of a protected person's datum reveals by itself that somebody is protected.
  const isRead = readable.handling && (readable.subject || !guards.some((each) => policy.categories[each]?.personal));
  if (!isRead || envelope === null) return null;
  if (readable.release && readable.subject) return situation;
  const addressees = envelope.handlingCodes.includes('H2') ? [facts.viewer.agency] : [];
  const part: Situation = {
    ...situation,
    ...(readable.subject ? {} : { subject: null }),
    envelope: {
      ...envelope,
      // Why the viewer: H2 would withhold the handling from anybody but its addressees.
      ...(readable.release ? {} : { addressees, releasableTo: [], hitTo: [], jointOperation: null }),
      ...(readable.subject ? {} : { dataSubjectCategory: null, minor: false }),
    },
  };
  const { effect, reason } = deciding(part);
  return effect === decided.effect && reason === decided.reason ? part : null;
}

function coarse({ effect, reason, rule, category }: AskedOfRecord['decided']): Decided {
  return { effect, reason, category, rule: isOfRecord(reason) ? 'record' : withoutOperation(rule) };
}

function isOfRecord(reason: Decided['reason']): boolean {
  return reason === 'RECORD' || reason === 'ORIGINATOR';
}

function coarsely(situation: Situation, decided: Decided): Explanation {
  const { effect, reason } = decided;
  const best = explain({ ...situation, envelope: null, subject: null });
  const opened =
    isOfRecord(reason) && rank[best.effect] > rank[effect] ? [{ changes: [opening], to: best.effect }] : [];
  return {
    ...coarse(decided),
    askable: best.askable,
    ofRecord: true,
    asked: best.asked,
    elevations: [
      ...opened,
      ...best.elevations.filter(({ changes, to }) => rank[to] > rank[effect] && namesNoOperation(changes)),
    ],
  };
}

/** Everything that the originator could change on the record, as one change. */
const opening: Change = {
  ...{ by: 'ORIGINATOR', what: { kind: 'OPEN' } },
  words: 'at most, if nothing on the record prevented it',
  apply: (situation) => situation,
};

/** Only members know that a joint operation exists, and only the originator knows which records it covers. */
function namesNoOperation(changes: readonly Change[]): boolean {
  return changes.every(({ what }) => what.kind !== 'JOIN_OPERATION');
}

function withoutOperation(rule: string): string {
  return rule.startsWith('operation.') ? 'operation' : rule;
}
