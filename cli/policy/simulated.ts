import type { EntryHeader } from '../../auditlog/types.js';
import { rank } from '../../policy/types.js';
import type { DecidedAgain, Difference } from '../audit/replay/decideAgain.js';

/** Whether somebody would get more, or less. */
export type Turn = 'RISES' | 'FALLS';

/** Decisions of one answer that would change alike. */
export interface ChangedDecisions {
  readonly turn: Turn;
  /** Categories decided together; `standing` for what may be known of records, `inputs` for filters and look-ups. */
  readonly what: string;
  readonly was: string;
  readonly now: string;
  readonly decisions: number;
}

/** The same for all answers to an agency in a role for a purpose. */
export interface ChangedAnswers extends ChangedDecisions {
  readonly agency: string;
  readonly role: string;
  readonly purpose: string | null;
  readonly answers: number;
}

// How much each gives; also for what may be known of a record, and for whether an operation was answered.
const ranks: Readonly<Record<string, number>> = { ...rank, INVISIBLE: 0, REFUSED: 0, VISIBLE: 2, PERMITTED: 3 };

/** What of an answer would change: effects alone, since the same effect by another rule shows the same. */
export function changesOf({ differences }: Pick<DecidedAgain, 'differences'>): readonly ChangedDecisions[] {
  const found = new Map<string, ChangedDecisions>();
  for (const difference of differences) {
    const change = changeOf(difference);
    if (!change) continue;
    const key = `${change.what} ${change.was} ${change.now}`;
    found.set(key, { ...change, decisions: (found.get(key)?.decisions ?? 0) + 1 });
  }
  return [...found.values()];
}

function changeOf({ what, was: before, now: after }: Difference): ChangedDecisions | null {
  const [was = '', now = ''] = [before, after].map((text) => text.split(' ')[0]);
  const [from = 0, to = 0] = [ranks[was], ranks[now]];
  return from === to ? null : { turn: to > from ? 'RISES' : 'FALLS', what, was, now, decisions: 1 };
}

/** Adds up what would change; it grows with the policy, not with the log. */
export class Tally {
  readonly #found = new Map<string, ChangedAnswers>();

  add({ agency, role, purpose }: EntryHeader, changes: readonly ChangedDecisions[]): void {
    for (const change of changes) {
      const key = JSON.stringify([agency, role, purpose, change.what, change.was, change.now]);
      const known = this.#found.get(key);
      this.#found.set(key, {
        ...{ agency: agency ?? '', role: role ?? '', purpose, ...change },
        decisions: (known?.decisions ?? 0) + change.decisions,
        answers: (known?.answers ?? 0) + 1,
      });
    }
  }

  /** Rising ones first, then by agency, role and purpose. */
  list(): readonly ChangedAnswers[] {
    const keyOf = ({ turn, agency, role, purpose, what }: ChangedAnswers): string =>
      [turn === 'RISES' ? 0 : 1, agency, role, purpose, what].join(' ');
    return [...this.#found.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
}
