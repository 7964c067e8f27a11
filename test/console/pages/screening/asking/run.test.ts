import { describe, expect, test } from '@jest/globals';
import { type Answered, ClientError } from '../../../../../client/index.js';
import { FIRST, type Job, jobsOf } from '../../../../../console/pages/screening/asking/jobs.js';
import { createRun, type Run } from '../../../../../console/pages/screening/asking/run.js';
import { readLines } from '../../../../../console/pages/screening/lines/readLines.js';
import { unrestricted } from '../../../../../console/pages/search/asking/restriction.js';

const linesOf = (text: string) => readLines(text).lines;
const people = (count: number) =>
  Array.from({ length: count }, (_, at) => `Fiktiv ${'abcdefghij'[at % 10]}`).join('\n');
const answer: Answered = { data: { found: [] }, extensions: { requestId: '1' } };

/** Until the run has ended. */
async function ended(run: Run): Promise<void> {
  await new Promise<void>((done) => {
    const look = () => run.snapshot().isRunning || done();
    run.subscribe(look);
    look();
  });
}

const states = (run: Run) => [...run.snapshot().outcomes.values()].map(({ state }) => state);

describe('the questions of a list', () => {
  test('have names of a kind together, each number by itself, and no line twice or never', () => {
    const lines = linesOf(`${people(60)}\nZZZU2601176\nExempla GmbH\nMV Star\nFiktiv; blue`);
    const jobs = jobsOf(lines, unrestricted);
    expect(jobs.map((job) => job.lines.length)).toEqual([25, 25, 1, 10, 1, 1]);
    expect(jobs.flatMap((job) => job.lines).sort((one, other) => one - other)).toEqual(
      Array.from({ length: 63 }, (_, at) => at + 1),
    );
    expect(jobs[2]?.variables).toEqual({ text: 'ZZZU2601176', first: FIRST });
  });
});

describe('a list that is asked', () => {
  test('fills as answers come, three questions side by side', async () => {
    let [now, most] = [0, 0];
    const run = createRun(linesOf(people(200)), unrestricted, async () => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      return answer;
    });
    expect(new Set(states(run))).toEqual(new Set(['waiting']));
    run.start();
    await ended(run);
    expect(most).toBe(3);
    expect(states(run)).toEqual(Array.from({ length: 200 }, () => 'answered'));
    const outcome = run.snapshot().outcomes.get(27);
    expect(outcome).toMatchObject({ path: ['found', 1] });
  });

  test('keeps what was answered when it is stopped, and goes on with the rest', async () => {
    const asked: Job[] = [];
    const run: Run = createRun(linesOf(people(100)), unrestricted, async (job, signal) => {
      asked.push(job);
      if (asked.length === 2) run.stop();
      if (signal.aborted) throw new ClientError('ABORTED', '');
      return answer;
    });
    run.start();
    await ended(run);
    const answered = states(run).filter((state) => state === 'answered').length;
    expect(answered).toBeLessThan(100);
    expect(states(run)).not.toContain('failed');
    run.start();
    await ended(run);
    expect(new Set(states(run))).toEqual(new Set(['answered']));
    expect(new Set(asked.flatMap(({ lines }) => lines)).size).toBe(100);
  });

  test('asks again what failed, and nothing that was answered: a second look would be in the log', async () => {
    const asked: Job[] = [];
    const run = createRun(linesOf(people(50)), unrestricted, async (job) => {
      asked.push(job);
      if (asked.length === 1) throw new ClientError('NOT_REACHED', '');
      return answer;
    });
    run.start();
    await ended(run);
    expect(states(run).filter((state) => state === 'failed')).toHaveLength(25);
    run.start();
    await ended(run);
    expect(asked).toHaveLength(3);
    expect(new Set(states(run))).toEqual(new Set(['answered']));
  });

  test('ends where the viewer changed: no further question is theirs', async () => {
    let asked = 0;
    const run = createRun(linesOf(people(500)), unrestricted, async () => {
      asked += 1;
      throw new ClientError('VIEWER_CHANGED', '');
    });
    run.start();
    await ended(run);
    expect(asked).toBeLessThanOrEqual(3);
  });
});
