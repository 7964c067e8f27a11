import type { Decision, WithheldReason } from '../../../policy/types.js';

/** A look at a field that was withheld. */
export interface WithheldLook {
  /** Response path, `*` for the places in lists. */
  readonly path: readonly (string | number)[];
  /** The one of the field's categories that decided. */
  readonly category: string;
  readonly decision: Decision;
  readonly contact: string | null;
}

/** One line of what was withheld, by the path in this source's answer, with `*` for places in lists. */
export interface WithheldLine {
  readonly path: readonly (string | number)[];
  readonly category: string;
  readonly effect: 'NONE' | 'HIT' | 'MASKED';
  readonly reason: WithheldReason;
  readonly rule: string;
  readonly count: number;
  readonly contact?: string;
}

/** What a line says of a look, wherever it was. */
export function saidOf({ category, decision, contact }: WithheldLook): Omit<WithheldLine, 'path' | 'count'> {
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
