import { bounds } from '../../policy/bounds.js';
import type { Elevation } from '../../policy/explaining/elevations.js';
import { type Explanation, explain } from '../../policy/explaining/explain.js';
import { labelOf } from '../../policy/explaining/labelOf.js';
import { changesInWords } from '../../policy/explaining/words.js';
import { basisInWords } from '../../policy/loading/legalBasis.js';
import type { Policy } from '../../policy/policy.js';
import { type Rights, rightsOf } from '../../policy/rules/rights.js';
import type { Effect, RequestFacts } from '../../policy/types.js';
import { guardsOf } from '../../schema/access.js';

/** One line of `Viewer.access`: what the policy lets this viewer see of one category for the stated purpose. */
export interface ViewerAccess {
  readonly category: string;
  readonly meaning: string;
  readonly most: Effect;
  readonly least: Effect;
  readonly words: string;
  readonly reason: string | null;
  readonly legalBasis: string;
}

/** What the viewer may see, category by category in the order of the matrix: from the policy alone, without records. */
export function viewerAccess(policy: Policy, facts: RequestFacts): ViewerAccess[] {
  const boundsOf = bounds(policy, facts);
  return Object.values(policy.categories).map(({ category, meaning, ...row }) => {
    const { ceiling, floor, reason } = boundsOf(category);
    return {
      category,
      meaning,
      most: ceiling,
      least: floor,
      words: inWords(ceiling, floor),
      reason: floor === 'FULL' ? null : reasonInWords(reason),
      legalBasis: basisInWords(row),
    };
  });
}

const most: Readonly<Record<Effect, string>> = {
  NONE: 'Nothing.',
  HIT: 'That a value exists, and whom to ask.',
  MASKED: 'Part of the value.',
  FULL: 'The value.',
};

/** The most that the viewer gets of a field, and why, as `FieldExplanation`. */
export function explainedField(policy: Policy, facts: RequestFacts, field: string) {
  const { effect, reason, category, elevations } = explainedGuards(policy, facts, guardsOf(labelOf(field, 'field')));
  const row = policy.categories[category];
  return {
    field,
    most: effect,
    words: inWords(effect, effect === 'FULL' && row?.public ? 'FULL' : 'NONE'),
    reason: reason === null ? null : reasonInWords(reason),
    category,
    legalBasis: row ? basisInWords(row) : null,
    ways: elevations
      .filter(namesNoOperation)
      .map((elevation) => ({ effect: elevation.to, changes: changesInWords(elevation, policy, null) })),
  };
}

/** Why: only its members, and viewers who may see its record, know that there is a joint operation. */
function namesNoOperation({ changes }: Elevation): boolean {
  return changes.every(({ what }) => what.kind !== 'JOIN_OPERATION');
}

/** Why kept: an explanation costs a thousand decisions, and one request may ask for every field's. */
const explained = new WeakMap<Rights, Map<string, Explanation>>();

function explainedGuards(policy: Policy, facts: RequestFacts, guards: readonly string[]): Explanation {
  const rights = rightsOf(policy, facts);
  const known = explained.get(rights) ?? new Map<string, Explanation>();
  explained.set(rights, known);
  const key = guards.join(' ');
  const explanation = known.get(key) ?? explain({ policy, facts, guards, envelope: null, subject: null });
  known.set(key, explanation);
  return explanation;
}

function inWords(ceiling: Effect, floor: Effect): string {
  if (ceiling === 'NONE' || ceiling === floor) return most[ceiling];
  return `${most[ceiling]} Less where the record's own conditions, or who lent it, say so.`;
}

function reasonInWords(reason: string | null | undefined): string {
  if (reason === 'PURPOSE') return 'The purpose: none is stated, or it does not cover this category.';
  if (reason === 'CASE_REFERENCE') return 'A case reference: none is stated, and this category needs one.';
  if (reason === 'CATEGORY') return 'Your kind of agency or your role.';
  if (reason === 'ORIGINATOR') return 'The originator decides.';
  return "The record's own conditions decide.";
}
