import { type Answered, type CellPath, ClientError } from '../../../../client/index.js';
import type { Restriction } from '../../search/asking/restriction.js';
import type { ScreenLine } from '../lines/readLines.js';
import { type Job, jobsOf, placeOf } from './jobs.js';

/** How far a line is. */
export type Outcome =
  | { readonly state: 'waiting' | 'asking' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'answered'; readonly answer: Answered; readonly path: CellPath; readonly at: Date };

/** How far a list is. */
export interface RunState {
  readonly isRunning: boolean;
  /** By number of the line; lines with a mistake are not in it. */
  readonly outcomes: ReadonlyMap<number, Outcome>;
}

/** A list that is asked, whether or not its page is in sight. */
export interface Run {
  /** To what it is restricted. */
  readonly only: Restriction;
  readonly lines: readonly ScreenLine[];
  snapshot(): RunState;
  subscribe(changed: () => void): () => void;
  /** Asks what has no answer yet, and what failed. */
  start(): void;
  /** Breaks off what is under way; what was answered stays. */
  stop(): void;
}

/** Asks one question, and waits as the server says. */
export type Ask = (job: Job, signal: AbortSignal) => Promise<Answered>;

/** Questions under way at once. */
const SIDE_BY_SIDE = 3;

/** A run of a list, which nobody has started yet. */
export function createRun(lines: readonly ScreenLine[], only: Restriction, ask: Ask): Run {
  const jobs = jobsOf(lines, only);
  const listeners = new Set<() => void>();
  const waiting = jobs.flatMap((job) => job.lines.map((line) => [line, { state: 'waiting' }] as const));
  let state: RunState = { isRunning: false, outcomes: new Map<number, Outcome>(waiting.sort(([a], [b]) => a - b)) };
  let stopping = new AbortController();
  const change = (next: Partial<RunState>) => {
    state = { ...state, ...next };
    for (const changed of listeners) changed();
  };
  const note = (job: Job, outcomeOf: (at: number) => Outcome) => {
    const outcomes = new Map(state.outcomes);
    for (const [at, line] of job.lines.entries()) outcomes.set(line, outcomeOf(at));
    change({ outcomes });
  };
  const isOpen = ({ lines: [first = 0] }: Job) => {
    const outcome = state.outcomes.get(first)?.state;
    return outcome === 'waiting' || outcome === 'failed';
  };
  const askOne = async (job: Job, signal: AbortSignal): Promise<void> => {
    note(job, () => ({ state: 'asking' }));
    try {
      const answer = await ask(job, signal);
      const at = new Date();
      note(job, (place) => ({ state: 'answered', answer, path: placeOf(job, place), at }));
    } catch (error) {
      note(job, () => (signal.aborted ? { state: 'waiting' } : { state: 'failed', error }));
      // Another viewer, or none: no further question is theirs.
      if (isOver(error)) stopping.abort();
    }
  };
  const start = async (): Promise<void> => {
    if (state.isRunning) return;
    stopping = new AbortController();
    const { signal } = stopping;
    const queue = jobs.filter(isOpen);
    change({ isRunning: true });
    const work = async () => {
      for (let job = queue.shift(); job && !signal.aborted; job = queue.shift()) await askOne(job, signal);
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    change({ isRunning: false });
  };
  return {
    only,
    lines,
    snapshot: () => state,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    start: () => void start(),
    stop: () => stopping.abort(),
  };
}

/** Whether no further question would be answered. */
function isOver(error: unknown): boolean {
  return error instanceof ClientError && ['VIEWER_CHANGED', 'TOKEN_EXPIRED', 'TOKEN_UNREADABLE'].includes(error.code);
}
