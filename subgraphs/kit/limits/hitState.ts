import type { TrialState } from './trial.js';

/** Whether hits were looked for: a value of the SDL's `HitState`. */
export type HitState = TrialState | 'NOT_ASKED';

/** The state of a question by those of its trials: all of them may be tried, or no hit is looked for. */
export function hitStateOf(trials: readonly TrialState[]): HitState {
  if (trials.length === 0) return 'NOT_ASKED';
  if (trials.includes('UNAVAILABLE')) return 'UNAVAILABLE';
  return trials.includes('LIMITED') ? 'LIMITED' : 'ASKED';
}
