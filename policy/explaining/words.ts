import type { Policy } from '../policy.js';
import { type Effect, rank, type WithheldReason } from '../types.js';
import type { Change } from './changes.js';
import type { Elevation } from './elevations.js';
import type { Explanation } from './explain.js';

const gets: Readonly<Record<Effect, string>> = {
  NONE: 'nothing',
  HIT: 'whether a value exists, and whom to ask',
  MASKED: 'part of the value',
  FULL: 'the value',
};

const because: Readonly<Record<WithheldReason, string>> = {
  PURPOSE: 'of the purpose',
  CASE_REFERENCE: 'no case is stated',
  CATEGORY: 'of what the policy gives this kind of agency or role',
  ORIGINATOR: 'the originator restricts it',
  RECORD: 'of conditions on the record',
};

/** An explanation as lines of text: the effect, the reason, and each way to get more with whom to ask for it. */
export function explanationInWords(
  explanation: Explanation,
  policy: Policy,
  originator: string | null,
): readonly string[] {
  const { effect, rule, category, elevations } = explanation;
  return [
    `${effect}: ${decisionInWords(explanation)}`,
    `rule ${rule}, of ${category} (${policy.categories[category]?.meaning ?? 'no category of the policy'})`,
    ...(explanation.askable
      ? []
      : [
          'such a request is refused: state a purpose that agency and role allow, and a case reference in the form of the agency where the purpose needs one',
        ]),
    ...(elevations.length > 0 || effect === 'FULL' ? [] : ['no change would give more']),
    ...oncePerChange(elevations).map(
      (elevation) => `${elevation.to} ${changesInWords(elevation, policy, originator).join(', and ')}`,
    ),
  ];
}

/** What is given, of which records, and why not more: `part of the value, on this record, because of the purpose`. */
export function decisionInWords({
  effect,
  reason,
  ofRecord,
}: Pick<Explanation, 'effect' | 'reason' | 'ofRecord'>): string {
  const onAnyRecord = effect === 'NONE' ? 'whatever the record' : 'at most';
  const reach = ofRecord ? 'on this record' : onAnyRecord;
  const why = reason === null ? '' : `, because ${because[reason]}`;
  return `${gets[effect]}, ${reach}${why}`;
}

/** Of elevations that differ only in the granted effect, the one that gives most by the smallest grant. */
function oncePerChange(elevations: readonly Elevation[]): readonly Elevation[] {
  const best = new Map<string, Elevation>();
  for (const elevation of elevations) {
    const changes = JSON.stringify(elevation.changes.map(({ what }) => ({ ...what, effect: undefined })));
    const known = best.get(changes);
    if (!known || rank[elevation.to] > rank[known.to]) best.set(changes, elevation);
  }
  return [...best.values()];
}

/** The changes of an elevation, each as a condition with whom to ask. */
export function changesInWords({ changes }: Elevation, policy: Policy, originator: string | null): readonly string[] {
  return changes.map((change) => `${change.words}${askedOf(change, policy, originator)}`);
}

function askedOf({ by, what }: Change, policy: Policy, originator: string | null): string {
  if (by === 'VIEWER') return '';
  if (by === 'AGENCY') return ' (the agency itself decides)';
  if (by === 'ORIGINATOR') return ` (ask ${contactOf(policy, originator)})`;
  const owner = policy.categories[what.category ?? '']?.owner;
  return ` (ask ${owner ?? 'the owner of the policy'})`;
}

function contactOf(policy: Policy, originator: string | null): string {
  return (originator === null ? undefined : policy.agencies[originator]?.contact) ?? 'the originator';
}
