import { rank } from '../types.js';
import type { Change } from './changes.js';
import { type Explanation, explain } from './explain.js';
import type { Deciding, Situation } from './situation.js';

/** What of a record's own conditions the viewer may read: an explanation tells no more of them. */
export interface Readable {
  /** Codes, classification, purposes, expiry. */
  readonly handling: boolean;
  /** What the data subject is to the case. */
  readonly subject: boolean;
  /** To whom it was released, and its joint operation. */
  readonly release: boolean;
}

/**
 * Explains what a viewer gets on one record. Rules that lie in the record are named where the viewer may read what they
 * look at. Where not, all that is told follows from the effect, its coarse reason and the policy, so that records which
 * differ in what the viewer may not read are explained alike, and the originator alone is said to be able to open it.
 */
export function explainRecord(situation: Situation, deciding: Deciding, readable: Readable): Explanation {
  const ofPersons = situation.guards.some((category) => situation.policy.categories[category]?.personal);
  // Why the subject too: what would elevation a protected person's datum says by itself that somebody is protected.
  if (!readable.handling || (ofPersons && !readable.subject)) return coarsely(situation, deciding);
  const explanation = explain(situation, deciding);
  if (readable.release) return explanation;
  return {
    ...explanation,
    rule: withoutOperation(explanation.rule),
    asked: explanation.asked.map((asked) => ({ ...asked, rule: withoutOperation(asked.rule) })),
    elevations: explanation.elevations.filter(({ changes }) => namesNoOperation(changes)),
  };
}

function coarsely(situation: Situation, deciding: Deciding): Explanation {
  const { effect, reason, rule, category } = deciding(situation);
  const best = explain({ ...situation, envelope: null, subject: null });
  const ofRecord = reason === 'RECORD' || reason === 'ORIGINATOR';
  const opened = ofRecord && rank[best.effect] > rank[effect] ? [{ changes: [opening], to: best.effect }] : [];
  return {
    ...{ effect, reason, category, rule: ofRecord ? 'record' : withoutOperation(rule) },
    askable: best.askable,
    ofRecord: true,
    asked: best.asked,
    elevations: [
      ...opened,
      ...best.elevations.filter(({ changes, to }) => rank[to] > rank[effect] && namesNoOperation(changes)),
    ],
  };
}

/** All that its originator could write otherwise, as one. */
const opening: Change = {
  ...{ by: 'ORIGINATOR', what: { kind: 'OPEN' } },
  words: 'at most, if nothing on the record stood in the way',
  apply: (situation) => situation,
};

/** Why: that there is a joint operation is known to its members, and that a record is under it to the originator. */
function namesNoOperation(changes: readonly Change[]): boolean {
  return changes.every(({ what }) => what.kind !== 'JOIN_OPERATION');
}

function withoutOperation(rule: string): string {
  return rule.startsWith('operation.') ? 'operation' : rule;
}
