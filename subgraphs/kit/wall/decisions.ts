import type { StatedDecisions } from '../../../auditlog/types.js';
import type { Guarded } from '../../../policy/rules/verdict.js';
import { leastOf, type Verdicts } from '../../../policy/rules/verdict.js';
import type { Decision } from '../../../policy/types.js';

/** Verdicts whose decisions are noted for the log. */
export interface NotedVerdicts extends Verdicts {
  /** What categories let through together, as `leastOf`, noted for the log. Whatever an answer depends on asks this. */
  decide(guards: readonly string[]): Guarded;
}

/** What decisions were made under. */
export type DecidedUnder = Omit<StatedDecisions, 'full' | 'below'>;

/** Decisions of one judgement, each once, by their guards. */
export class Decisions {
  readonly #made = new Map<string, Decision>();

  /** The decision on the guards by these verdicts, noted. */
  decide(verdicts: Verdicts, guards: readonly string[]): Guarded {
    const least = leastOf(verdicts, guards);
    const text = textOf(guards);
    if (!this.#made.has(text)) this.#made.set(text, least.decision);
    return least;
  }

  /** For the manifest. */
  toStated(under: DecidedUnder): StatedDecisions {
    const full: string[] = [];
    const below: [string, Decision['effect'], string][] = [];
    for (const [guards, { effect, rule }] of this.#made) {
      if (effect === 'FULL') full.push(guards);
      else below.push([guards, effect, rule]);
    }
    return { full, below, ...under };
  }
}

const texts = new WeakMap<readonly string[], string>();

/** Guards as the log names them, e.g. `cargo.parties persons.identity`. Why kept: a field passes the same list each time. */
function textOf(guards: readonly string[]): string {
  if (guards.length === 1) return guards[0] as string;
  const known = texts.get(guards) ?? guards.join(' ');
  texts.set(guards, known);
  return known;
}
