import type { StatedDecisions } from '../../../auditlog/types.js';
import type { Guarded } from '../../../policy/rules/verdict.js';
import { leastOf, type Verdicts } from '../../../policy/rules/verdict.js';
import type { Decision } from '../../../policy/types.js';

/** Verdicts whose decisions the log is told of. */
export interface NotedVerdicts extends Verdicts {
  /** What categories let through together, as `leastOf`; and the log is told. Whatever an answer depends on asks this way. */
  decide(guards: readonly string[]): Guarded;
}

/** Under what decisions were made. */
export type DecidedUnder = Omit<StatedDecisions, 'full' | 'below'>;

/** Decisions of one judgement, each once, by what guards them. */
export class Decisions {
  readonly #made = new Map<string, Decision>();

  /** The decision of the guards by these verdicts, noted. */
  decide(verdicts: Verdicts, guards: readonly string[]): Guarded {
    const least = leastOf(verdicts, guards);
    const text = textOf(guards);
    if (!this.#made.has(text)) this.#made.set(text, least.decision);
    return least;
  }

  get isEmpty(): boolean {
    return this.#made.size === 0;
  }

  /** For the manifest. */
  told(under: DecidedUnder): StatedDecisions {
    const full: string[] = [];
    const below: [string, Decision['effect'], string][] = [];
    for (const [guards, { effect, rule }] of this.#made) {
      if (effect === 'FULL') full.push(guards);
      else below.push([guards, effect, rule]);
    }
    return { ...under, full, below };
  }
}

const texts = new WeakMap<readonly string[], string>();

/** Guards as the log names them, e.g. `cargo.parties persons.identity`. Why kept: a field's are the same list each time. */
function textOf(guards: readonly string[]): string {
  if (guards.length === 1) return guards[0] as string;
  const known = texts.get(guards) ?? guards.join(' ');
  texts.set(guards, known);
  return known;
}
