import type { auditTexts } from '../texts/audit.js';

/** What a check came to. `notChecked`: something that it needs is not there. */
export type CheckState = 'ok' | 'failed' | 'notChecked';

/** Sentences of the catalogue about a step. */
export type StepWords = keyof (typeof auditTexts)['steps'];

/** What is checked. */
export type StepName = keyof (typeof auditTexts)['names'];

/** One check, and what came of it. */
export interface Step {
  readonly name: StepName;
  readonly state: CheckState;
  readonly words: StepWords;
  /** What the sentence names: hashes in hex, names, numbers. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Of a path, the hash after each step, hex; the root last. */
  readonly nodes?: readonly string[];
}

/** What all steps come to. `notProven`: nothing is false, and something that it takes was not checked. */
export type Verdict = 'proven' | 'failed' | 'notProven';

/** A step. */
export function step(words: StepWords, state: CheckState, values: Step['values'] = {}): Step {
  return { name: words.slice(0, words.indexOf('.')) as StepName, state, words, values };
}

/**
 * What the steps come to.
 *
 * @param needed without one of these, nothing is proven
 */
export function verdictOf(
  steps: readonly Step[],
  needed: readonly StepName[] = ['path', 'head', 'signature'],
): Verdict {
  if (steps.some(({ state }) => state === 'failed')) return 'failed';
  const isOk = (name: StepName): boolean => steps.some((each) => each.name === name && each.state === 'ok');
  return needed.every(isOk) ? 'proven' : 'notProven';
}
