import { bounds } from '../../policy/bounds.js';
import { basisInWords } from '../../policy/loading/footing.js';
import type { Policy } from '../../policy/policy.js';
import type { Effect, RequestFacts } from '../../policy/types.js';

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

/** What the viewer may see, category by category in the order of the matrix; from the policy alone, no record is read. */
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
