import type { Decision, WithheldReason } from '../../../policy/types.js';

/** A look at a field that was withheld. */
export interface WithheldLook {
  /** Response path, `*` for all places in lists. */
  readonly path: readonly string[];
  /** The one of the field's categories that decided. */
  readonly category: string;
  readonly decision: Decision;
  readonly contact: string | null;
}

/** One line of what was withheld, by the path in this source's answer, with `*` for all places in lists. */
export interface WithheldLine {
  readonly path: readonly string[];
  readonly category: string;
  readonly effect: 'NONE' | 'HIT' | 'MASKED';
  readonly reason: WithheldReason;
  readonly rule: string;
  /** Looks in all. */
  readonly count: number;
  /** Below `_entities`: how many of them are at each entity, by its place; entities behind the last have none. */
  readonly byEntity?: readonly number[];
  readonly contact?: string;
}

/** What a line says of a look, wherever it was. */
export function saidOf({
  category,
  decision,
  contact,
}: WithheldLook): Omit<WithheldLine, 'path' | 'count' | 'byEntity'> {
  const { effect, reason, rule } = decision;
  return {
    category,
    effect: effect as WithheldLine['effect'],
    reason: reason ?? 'RECORD',
    rule,
    ...(effect === 'HIT' && contact ? { contact } : {}),
  };
}

/** Distinguishes lines. Why not JSON: each envelope of an answer has its own looks, and most are the same lines. */
export function lineKey({ path, category, decision: { effect, reason, rule }, contact }: WithheldLook): string {
  return `${path.join('.')}\0${category}\0${effect}\0${reason}\0${rule}\0${effect === 'HIT' ? contact : ''}`;
}
