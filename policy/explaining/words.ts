import type { Policy } from '../policy.js';
import { type Effect, rank, type WithheldReason } from '../types.js';
import type { Change } from './changes.js';
import type { Explanation } from './explain.js';
import type { Raise } from './raises.js';

const gets: Readonly<Record<Effect, string>> = {
  NONE: 'nothing',
  HIT: 'that a value exists, and whom to ask',
  MASKED: 'part of the value',
  FULL: 'the value',
};

const because: Readonly<Record<WithheldReason, string>> = {
  PURPOSE: 'of the purpose',
  CASE_REFERENCE: 'no case is stated',
  CATEGORY: 'of what the policy gives this kind of agency or role',
  ORIGINATOR: 'the originator keeps it',
  RECORD: 'of what stands on the record',
};

/** An explanation as lines of text: the verdict, why, and each way to more with who is to be asked for it. */
export function explanationInWords(
  explanation: Explanation,
  policy: Policy,
  originator: string | null,
): readonly string[] {
  const { effect, reason, rule, category, ofRecord, raises } = explanation;
  const reach = ofRecord ? 'on this record' : effect === 'NONE' ? 'whatever the record' : 'at most';
  const why = reason === null ? '' : `, because ${because[reason]}`;
  return [
    `${effect}: ${gets[effect]}, ${reach}${why}`,
    `rule ${rule}, of ${category} (${policy.categories[category]?.meaning ?? 'no category of the policy'})`,
    ...(explanation.askable
      ? []
      : [
          'such a request is refused: state a purpose of agency and role, and a case, in the form of the agency, where it needs one',
        ]),
    ...(raises.length > 0 || effect === 'FULL' ? [] : ['nothing that anybody could change would give more']),
    ...oncePerChange(raises).map((raise) => `${raise.to} ${raiseInWords(raise, policy, originator)}`),
  ];
}

/** Of raises that differ in how much a grant gives alone: the one that gives most, by the least grant that does. */
function oncePerChange(raises: readonly Raise[]): readonly Raise[] {
  const best = new Map<string, Raise>();
  for (const raise of raises) {
    const changes = JSON.stringify(raise.changes.map(({ what }) => ({ ...what, effect: undefined })));
    const known = best.get(changes);
    if (!known || rank[raise.to] > rank[known.to]) best.set(changes, raise);
  }
  return [...best.values()];
}

function raiseInWords(raise: Raise, policy: Policy, originator: string | null): string {
  return changesInWords(raise, policy, originator).join(', and ');
}

/** The changes of a raise, each as a condition and with whom to ask. */
export function changesInWords({ changes }: Raise, policy: Policy, originator: string | null): readonly string[] {
  return changes.map((change) => `${changeInWords(change)}${askedOf(change, policy, originator)}`);
}

/** One change, as a condition. */
export function changeInWords({ what }: Pick<Change, 'what'>): string {
  switch (what.kind) {
    case 'PURPOSE':
      return `if the purpose were ${what.purpose}`;
    case 'CASE_REFERENCE':
      return 'if a case were stated';
    case 'ROLE':
      return `if the role were ${what.role}`;
    case 'CLEARANCE':
      return `if the viewer were cleared to ${what.clearance}`;
    case 'JOIN_OPERATION':
      return `if the agency joined ${what.operation}`;
    case 'ASSIGN_OPERATION':
      return `if the record were put under ${what.operation}`;
    case 'RELEASE':
      return `if the record were released to ${what.to}`;
    case 'ADDRESS':
      return `if the record were addressed to ${what.to}`;
    case 'SHOW_THAT_IT_EXISTS':
      return `if ${what.to} were let know that the record exists`;
    case 'LIFT_HANDLING':
      return `if the handling code ${what.code} were lifted`;
    case 'ALLOW_PURPOSE':
      return `if the record were opened for ${what.purpose}`;
    case 'EXTEND':
      return 'if the record were kept longer';
    case 'OPEN':
      return 'at most, if nothing on the record stood in the way';
    case 'GRANT':
      return `if the policy gave ${what.to} ${what.effect} of ${what.category}`;
  }
}

function askedOf({ by, what }: Change, policy: Policy, originator: string | null): string {
  if (by === 'VIEWER') return '';
  if (by === 'AGENCY') return ' (the own agency decides)';
  if (by === 'ORIGINATOR') return ` (ask ${contactOf(policy, originator)})`;
  const owner = what.kind === 'GRANT' ? policy.categories[what.category]?.owner : undefined;
  return ` (ask ${owner ?? 'the owner of the policy'})`;
}

function contactOf(policy: Policy, originator: string | null): string {
  return (originator === null ? undefined : policy.agencies[originator]?.contact) ?? 'the originator';
}
