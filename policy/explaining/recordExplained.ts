import { rank } from '../types.js';
import type { Change } from './changes.js';
import { type Explanation, explain } from './explain.js';
import type { Deciding, Situation } from './situation.js';

/** Which of a record's own conditions the viewer may read: an explanation reveals no others. */
export interface Readable {
  /** Handling codes, classification, purpose limits, expiry. */
  readonly handling: boolean;
  /** What the data subject is to the case. */
  readonly subject: boolean;
  /** Release and hit lists, joint operation. */
  readonly release: boolean;
}

/**
 * Explains what a viewer gets on one record. Rules of the record are named where the viewer may read what they look at.
 * Otherwise the explanation follows from the effect, its coarse reason and the policy alone, so that records which differ in
 * what the viewer may not read are explained alike; only the originator is named as able to open the record.
 */
export function explainRecord(situation: Situation, deciding: Deciding, readable: Readable): Explanation {
  const ofPersons = situation.guards.some((category) => situation.policy.categories[category]?.personal);
  // What would raise the effect of a protected person's datum reveals by itself that somebody is protected.
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
