import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type BreakerTicket,
  type CallOutcome,
  createBreaker,
} from '../../../gateway/execution/transport/http/breaker.js';
import type { SourceLimits } from '../../../gateway/execution/transport/http/httpClient.js';
import { createSlots } from '../../../gateway/execution/transport/http/slots.js';
import { answerJson, failureOf, openClient, operation, startSource, until } from './support/source.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});
async function setUp(answer: (response: ServerResponse, nth: number) => void, limits: Partial<SourceLimits>) {
  const source = await startSource(answer);
  const client = openClient(source.url, { limits });
  open.push(source, client);
  return { source, client };
}

describe('a breaker', () => {
  const settings = {
    ...{ sourceBreakerFailures: 3, breakerRate: 0.5, breakerWindow: 10, sourceBreakerPauseMs: 100 },
    sourceTimeoutMs: 5000,
  };
  const build = (changes: Partial<typeof settings> = {}) => {
    let now = 0;
    const breaker = createBreaker({ ...settings, ...changes }, () => now);
    const call = (outcome: CallOutcome) => breaker.admit()?.settle(outcome);
    return {
      breaker,
      call,
      pass: (ms: number) => {
        now += ms;
      },
    };
  };

  test('adds up calls that time out, however long their limit is', () => {
    const { breaker, call, pass } = build({ sourceTimeoutMs: 60_000 });
    for (let times = 0; times < 3; times += 1) {
      pass(60_000);
      call('failed');
    }
    expect(breaker.state).toBe('open');
  });

  test('opens after failures in a row, and a success begins the row anew', () => {
    const { breaker, call } = build();
    for (const outcome of ['failed', 'failed', 'ok', 'failed', 'failed'] as const) call(outcome);
    expect(breaker.state).toBe('closed');
    call('failed');
    expect([breaker.state, breaker.admit()]).toEqual(['open', null]);
  });

  test('opens at a rate of failures, never in a row', () => {
    const { breaker, call } = build();
    for (let i = 0; i < 5; i += 1) {
      call('ok');
      expect(breaker.state).toBe('closed');
      call('failed');
    }
    expect(breaker.state).toBe('open');
  });

  test('forgets failures of long ago', () => {
    const { breaker, call, pass } = build();
    for (let i = 0; i < 20; i += 1) {
      call('failed');
      pass(31_000);
    }
    expect(breaker.state).toBe('closed');
  });

  test('lets one probe through after the pause, and closes when it succeeds', () => {
    const { breaker, call, pass } = build();
    for (let i = 0; i < 3; i += 1) call('failed');
    pass(99);
    expect(breaker.admit()).toBeNull();
    pass(1);
    const probe = breaker.admit();
    expect([breaker.state, breaker.admit()]).toEqual(['half-open', null]);
    probe?.settle('ok');
    expect(breaker.state).toBe('closed');
  });

  test('opens again when the probe fails, and gives its place on when it says nothing', () => {
    const { breaker, call, pass } = build();
    for (let i = 0; i < 3; i += 1) call('failed');
    pass(100);
    breaker.admit()?.settle('failed');
    expect(breaker.state).toBe('open');
    pass(100);
    breaker.admit()?.settle('neutral');
    expect(breaker.admit()).not.toBeNull();
  });

  test('hears nothing of calls that began before it opened', () => {
    const { breaker, call, pass } = build();
    const old = breaker.admit();
    const older = breaker.admit();
    for (let i = 0; i < 3; i += 1) call('failed');
    pass(100);
    breaker.admit();
    old?.settle('ok');
    older?.settle('failed');
    expect(breaker.state).toBe('half-open');
  });

  test('never lets two probes through, and never stays open for ever', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('call' as const) }),
      fc.record({
        kind: fc.constant('settle' as const),
        which: fc.nat(20),
        outcome: fc.constantFrom<CallOutcome>('ok', 'failed', 'neutral'),
      }),
      fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(150) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { breaker, pass } = build();
        const tickets: BreakerTicket[] = [];
        let probes: BreakerTicket[] = [];
        for (const each of steps) {
          if (each.kind === 'pass') pass(each.ms);
          else if (each.kind === 'call') {
            const before = breaker.state;
            const ticket = breaker.admit();
            expect(ticket === null).toBe(before === 'open' || (before === 'half-open' && probes.length > 0));
            if (ticket) tickets.push(ticket);
            if (ticket && before === 'half-open') probes.push(ticket);
          } else if (tickets.length > 0) {
            const [ticket] = tickets.splice(each.which % tickets.length, 1);
            ticket?.settle(each.outcome);
            probes = probes.filter((probe) => probe !== ticket);
          }
          expect(probes.length).toBeLessThanOrEqual(1);
        }
        for (const ticket of tickets) ticket.settle('neutral');
        pass(100);
        breaker.admit()?.settle('ok');
        expect(breaker.state).toBe('closed');
      }),
    );
  });
});

describe('slots', () => {
  test('never give more places than there are, keep the order, and lose none', async () => {
    const step = fc.oneof(
      fc.constant({ kind: 'take' as const }),
      fc.constant({ kind: 'release' as const }),
      fc.record({ kind: fc.constant('abort' as const), which: fc.nat(20) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.nat(4), fc.array(step, { maxLength: 100 }), async (more, queue, steps) => {
        const concurrency = more + 1;
        const slots = createSlots({ concurrency, queue });
        let held = 0;
        let line: { id: number; controller: AbortController }[] = [];
        const entered: number[] = [];
        const expected: number[] = [];
        for (const [id, each] of steps.entries()) {
          if (each.kind === 'take') {
            const controller = new AbortController();
            const taken = slots.take(controller.signal);
            expect(taken === undefined).toBe(held < concurrency);
            expect(taken === 'full').toBe(held === concurrency && line.length === queue);
            if (taken === undefined) held += 1;
            if (taken instanceof Promise) {
              line.push({ id, controller });
              taken.then(
                () => entered.push(id),
                () => undefined,
              );
            }
          } else if (each.kind === 'release' && held > 0) {
            const next = line.shift();
            if (next) expected.push(next.id);
            else held -= 1;
            slots.release();
          } else if (each.kind === 'abort' && line.length > 0) {
            const gone = line[each.which % line.length];
            line = line.filter((one) => one !== gone);
            gone?.controller.abort(new Error('gone'));
          }
          expect([slots.taken, slots.waiting]).toEqual([held, line.length]);
          expect(held).toBeLessThanOrEqual(concurrency);
        }
        await Promise.resolve();
        expect(entered).toEqual(expected);
      }),
    );
  });

  test('are not taken by one that gave up before', async () => {
    const slots = createSlots({ concurrency: 1, queue: 1 });
    await expect(slots.take(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(slots.taken).toBe(0);
  });
});

describe('a source in trouble', () => {
  test('is not called for a while after failures, asked once after the pause, and served again', async () => {
    let status = 503;
    const { source, client } = await setUp((response) => answerJson(response, { data: {} }, status), {
      sourceBreakerFailures: 3,
      // Long enough for the next two requests to be within it, on a busy machine too.
      sourceBreakerPauseMs: 500,
    });
    for (let i = 0; i < 3; i += 1) expect(await failureOf(client.execute(operation()))).toMatch(/status 503/);
    expect(await failureOf(client.execute(operation()))).toBe('SOURCE_UNAVAILABLE: circuit open after failures');
    expect(source.bodies).toHaveLength(3);
    await new Promise((resolve) => setTimeout(resolve, 510));
    const both = await Promise.all([failureOf(client.execute(operation())), failureOf(client.execute(operation()))]);
    expect(both.sort()).toEqual(['SOURCE_UNAVAILABLE: circuit open after failures', 'SOURCE_UNAVAILABLE: status 503']);
    expect(source.bodies).toHaveLength(4);
    status = 200;
    await new Promise((resolve) => setTimeout(resolve, 510));
    await client.execute(operation());
    await Promise.all(Array.from({ length: 5 }, () => client.execute(operation())));
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['an odd operation breaks', (response) => answerJson(response, { errors: [] }, 500)],
    ['an answer is too large', (response) => answerJson(response, `{"data":"${'x'.repeat(200_000)}"}`)],
    ['an answer is not UTF-8', (response) => answerJson(response, Buffer.from([0xff]))],
  ])('is not cut off from everyone because %s', async (_name, answer) => {
    let odd = true;
    const { client } = await setUp((response) => (odd ? answer(response) : answerJson(response)), {
      sourceBreakerFailures: 2,
      breakerWindow: 4,
    });
    for (let i = 0; i < 6; i += 1) await failureOf(client.execute(operation()));
    odd = false;
    expect(await failureOf(client.execute(operation()))).toBe('answered');
  });

  test('is not cut off because clients hang up, but is when it times out', async () => {
    const { client } = await setUp(() => undefined, { sourceBreakerFailures: 2, sourceBreakerPauseMs: 60_000 });
    const giveUp = async (reason: Error) => {
      const controller = new AbortController();
      const asked = failureOf(client.execute(operation({ signal: controller.signal })));
      setTimeout(() => controller.abort(reason), 5);
      return await asked;
    };
    for (let i = 0; i < 4; i += 1) expect(await giveUp(new Error('gone'))).toMatch(/gone/);
    for (let i = 0; i < 2; i += 1) await giveUp(new DOMException('slow', 'TimeoutError'));
    expect(await giveUp(new Error('gone'))).toBe('SOURCE_UNAVAILABLE: circuit open after failures');
  });

  test('has a bounded queue before it; what exceeds it fails at once', async () => {
    const waiting: ServerResponse[] = [];
    const { source, client } = await setUp((response) => void waiting.push(response), {
      sourceConcurrency: 2,
      sourceQueue: 3,
    });
    const asked = Array.from({ length: 5 }, () => failureOf(client.execute(operation())));
    expect(await failureOf(client.execute(operation()))).toBe('SOURCE_UNAVAILABLE: too many requests are waiting');
    for (let answered = 0; answered < 5; answered += 1) {
      await until(() => waiting.length > 0);
      expect(waiting.length).toBeLessThanOrEqual(2);
      answerJson(waiting.shift() as ServerResponse);
    }
    expect(await Promise.all(asked)).toEqual(Array(5).fill('answered'));
    expect(source.sockets.length).toBeLessThanOrEqual(2);
  });

  test('is not shut off for good by a probe that could not even be written', async () => {
    let status = 503;
    const { client } = await setUp((response) => answerJson(response, { data: {} }, status), {
      sourceBreakerFailures: 1,
      sourceBreakerPauseMs: 0,
    });
    await failureOf(client.execute(operation()));
    status = 200;
    expect(await failureOf(client.execute(operation({ variables: { no: 1n } })))).toMatch(/BigInt/);
    expect(await failureOf(client.execute(operation()))).toBe('answered');
  });

  test('is not asked by those that waited in line while it failed', async () => {
    const { source, client } = await setUp((response) => answerJson(response, {}, 503), {
      sourceConcurrency: 1,
      sourceBreakerFailures: 1,
      sourceBreakerPauseMs: 60_000,
    });
    const asked = await Promise.all(Array.from({ length: 3 }, () => failureOf(client.execute(operation()))));
    expect(asked.map((failure) => failure.split(': ')[1])).toEqual([
      'status 503',
      'circuit open after failures',
      'circuit open after failures',
    ]);
    expect(source.bodies).toHaveLength(1);
  });

  test('one that waits in line may give up, and nothing of it is sent', async () => {
    const waiting: ServerResponse[] = [];
    const { source, client } = await setUp((response) => void waiting.push(response), {
      sourceConcurrency: 1,
      sourceQueue: 1,
    });
    const first = client.execute(operation());
    const hangUp = new AbortController();
    const second = failureOf(client.execute(operation({ signal: hangUp.signal })));
    hangUp.abort(new Error('gone'));
    expect(await second).toMatch(/gone/);
    await until(() => waiting.length === 1);
    answerJson(waiting[0] as ServerResponse);
    await first;
    expect(source.bodies).toHaveLength(1);
  });

  test('is let go once what is on its way has ended', async () => {
    const waiting: ServerResponse[] = [];
    const source = await startSource((response) => void waiting.push(response));
    open.push(source);
    const client = openClient(source.url, { limits: { sourceConcurrency: 1 } });
    const asked = [failureOf(client.execute(operation())), failureOf(client.execute(operation()))];
    const closing = client.close();
    expect(await failureOf(client.execute(operation()))).toBe('SOURCE_UNAVAILABLE: closed');
    for (let i = 0; i < 2; i += 1) {
      await until(() => waiting.length > 0);
      answerJson(waiting.shift() as ServerResponse);
    }
    expect(await Promise.all(asked)).toEqual(['answered', 'answered']);
    await closing;
  });
});
