import { describe, expect, it } from '@jest/globals';
import { gather } from '../../../auditlog/writer/waiting/gather.js';

/** Gathers while each look finds one entry more, or as many as before; how often it looked. */
async function looks({ more, lastBatch = 4 }: { more: boolean; lastBatch?: number }): Promise<number> {
  let count = 0;
  await gather(lastBatch, () => {
    count += 1;
    return more ? count : 0;
  });
  return count;
}

/** Keeps this thread busy, turn after turn, until it is told to end. */
function keepBusy(): () => void {
  let ended = false;
  const turn = (): void => {
    for (const until = performance.now() + 2; performance.now() < until; );
    if (!ended) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    ended = true;
  };
}

describe('a batch of the log', () => {
  it('is waited for by nobody where the one before it was small', async () => {
    expect(await looks({ more: true, lastBatch: 3 })).toBe(0);
  });

  it('is waited for one step where this thread has little to do, although entries come', async () => {
    // Why the least of some: where other processes have the machine, this thread counts as busy while it waits for its turn.
    const found: number[] = [];
    for (let time = 0; time < 30; time += 1) found.push(await looks({ more: true }));
    expect(Math.min(...found)).toBe(2);
  });

  it('gathers as long as entries come to a busy thread, and then no longer than five steps', async () => {
    const end = keepBusy();
    try {
      expect(await looks({ more: true })).toBe(10);
      expect(await looks({ more: false })).toBe(3);
    } finally {
      end();
    }
  });
});
