import type { Answered } from '../answer.js';

/** The longest that an answer is held, milliseconds. */
export const LONGEST_MS = 15 * 60_000;

/** Answers held at most; of more the oldest is forgotten. */
const MOST_ANSWERS = 200;

/** The answers of one client: in memory alone, each until its time is over. */
export interface Memory {
  get(question: string): Answered | undefined;
  keep(question: string, answer: Answered): void;
  /** Forgets all. */
  clear(): void;
}

/** @param lastsMs how long an answer is held */
export function createMemory(lastsMs: number): Memory {
  // In the order in which they came.
  const held = new Map<string, { readonly answer: Answered; readonly since: number }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A clock that was set back has not made an answer younger.
  const isOver = (since: number): boolean => Date.now() - since >= lastsMs || Date.now() < since;
  const forget = (): void => {
    for (const [question, { since }] of held) if (isOver(since)) held.delete(question);
    timer = undefined;
    watch();
  };
  const watch = (): void => {
    const [oldest] = held.values();
    if (oldest) timer ??= unwaited(setTimeout(forget, Math.max(oldest.since + lastsMs - Date.now(), 1)));
  };
  return {
    get: (question) => {
      const found = held.get(question);
      // A machine that slept has not run the timer.
      return found && !isOver(found.since) ? found.answer : undefined;
    },
    keep: (question, answer) => {
      held.delete(question);
      held.set(question, { answer, since: Date.now() });
      const [oldest] = held.keys();
      if (held.size > MOST_ANSWERS && oldest !== undefined) held.delete(oldest);
      watch();
    },
    clear: () => {
      held.clear();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/** No reason for Node to go on; in browsers a timer is a number. */
function unwaited(timer: ReturnType<typeof setTimeout>): ReturnType<typeof setTimeout> {
  (timer as { unref?(): void }).unref?.();
  return timer;
}
