import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../../policy/loading/load.js';
import { assertionHeader } from '../../../../../subgraphs/kit/serve/assertion.js';
import { CALL, callFrame, frameOf as head } from '../../../../../subgraphs/kit/serve/calls/frames.js';
import type { SourceCall } from '../../../../../subgraphs/kit/serve/execute.js';
import { type ServedSubgraph, serveSubgraph } from '../../../../../subgraphs/kit/serve/serve.js';
import { requestOf, signed } from '../../../cargo/requests.js';
import { cancel, upgrade, type WireGateway } from './wire.js';

const policy = loadPolicy();
const request = requestOf(policy, 'NL-CUSTOMS');
const other = requestOf(policy, 'BE-CUSTOMS', { subject: 'officer-2' });
const key = new Uint8Array(32).fill(5);
const bodyOf = (name: string) => JSON.stringify({ query: '{ x }', variables: { name } });
const asserted = (body: string, by = request) => signed(key, by, body);
const call = (number: number, assertion: string, body: string) => callFrame(number, { assertion }, body) as Buffer;
const nameOf = ({ variables }: SourceCall) => String(variables?.name);

describe('a connection that calls share', () => {
  let served: ServedSubgraph;
  let gateway: WireGateway;
  let calls: SourceCall[];
  let execute: (call: SourceCall) => Promise<object>;
  /** Ends the call of that name. */
  let goOn: Map<string, () => void>;

  const held = async (asked: SourceCall) =>
    await new Promise<object>((resolve, reject) => {
      goOn.set(nameOf(asked), () => resolve({ data: { name: nameOf(asked) } }));
      asked.signal?.addEventListener('abort', () => reject(asked.signal?.reason));
    });
  const begun = async (count: number): Promise<void> => {
    for (let turn = 0; calls.length < count; turn += 1) {
      if (turn > 2_000) throw new Error(`only ${calls.length} began`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const ask = (number: number, name: string, by = request) => call(number, asserted(bodyOf(name), by), bodyOf(name));

  beforeEach(async () => {
    calls = [];
    goOn = new Map();
    execute = async (asked) => ({ data: { name: nameOf(asked), agency: asked.session.facts.viewer.agency } });
    const subgraph = {
      name: 'cargo',
      execute: async (asked: SourceCall) => {
        calls.push(asked);
        return await execute(asked);
      },
    };
    served = await serveSubgraph(subgraph as Parameters<typeof serveSubgraph>[0], { host: '127.0.0.1', port: 0, key });
    gateway = await upgrade(served.url, { [assertionHeader]: asserted('') });
  });
  afterEach(async () => {
    gateway.socket.destroy();
    await served.close();
  });

  test('answers each call by its own viewer, though they come in one piece', async () => {
    expect(gateway.said).toBe('HTTP/1.1 101 Switching Protocols');
    gateway.send(ask(1, 'a', request), ask(2, 'b', other), ask(3, 'c', request));
    const answers = await gateway.answered(3);
    expect(answers.map(({ status, call: number, text }) => [number, status, JSON.parse(text).data])).toEqual([
      [1, 200, { name: 'a', agency: 'NL-CUSTOMS' }],
      [2, 200, { name: 'b', agency: 'BE-CUSTOMS' }],
      [3, 200, { name: 'c', agency: 'NL-CUSTOMS' }],
    ]);
    expect(calls.map(({ session }) => session.facts.viewer.subject)).toEqual(['officer-1', 'officer-2', 'officer-1']);
    expect(new Set(calls.map(({ session }) => session)).size).toBe(3);
  });

  test('is not given to who proves nothing, nor for what is no such connection', async () => {
    const spent = asserted('');
    (await upgrade(served.url, { [assertionHeader]: spent })).socket.destroy();
    for (const headers of [
      {},
      { [assertionHeader]: 'a.b.c' },
      { [assertionHeader]: signed(new Uint8Array(32).fill(6), request, '') },
      { [assertionHeader]: asserted(bodyOf('a')) },
      { [assertionHeader]: asserted('', { ...request, audience: 'persons' }) },
      { [assertionHeader]: spent },
      { [assertionHeader]: asserted(''), upgrade: 'h2c' },
    ]) {
      const refused = await upgrade(served.url, headers as Record<string, string>);
      expect(refused.said).toBe('HTTP/1.1 401 Unauthorized');
      await refused.closed;
    }
  });

  test('answers 401 to a call without a valid assertion, and the calls beside it', async () => {
    const [mine, another] = [bodyOf('a'), bodyOf('b')];
    gateway.send(call(1, '', mine), ask(2, 'c'), call(3, asserted(another), mine), ask(4, 'd'));
    const answers = await gateway.answered(4);
    const statuses = answers.map(({ call: number, status }) => [number, status]).sort();
    expect(statuses).toEqual([
      [1, 401],
      [2, 200],
      [3, 401],
      [4, 200],
    ]);
    expect(answers.find(({ call: number }) => number === 1)?.text).toContain('SOURCE_ASSERTION_INVALID');
    expect(calls.map(nameOf)).toEqual(['c', 'd']);
  });

  test('takes an assertion once, beside itself and whichever way it came first', async () => {
    const body = bodyOf('a');
    const [once, posted] = [asserted(body), asserted(body)];
    await fetch(served.url, { method: 'POST', body, headers: { [assertionHeader]: posted } });
    gateway.send(call(1, once, body), call(2, once, body), call(3, posted, body));
    const answers = await gateway.answered(3);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    const again = await fetch(served.url, { method: 'POST', body, headers: { [assertionHeader]: once } });
    expect([again.status, calls.length]).toEqual([401, 2]);
  });

  test('refuses a body that is not UTF-8 or not a request, and only that', async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    const assertion = signed(key, request, bytes);
    const frame = Buffer.concat([
      head(CALL, 1, assertion.length, assertion.length + bytes.length),
      Buffer.from(assertion),
      bytes,
    ]);
    gateway.send(frame, call(2, asserted('{"query":1}'), '{"query":1}'), ask(3, 'c'));
    const answers = await gateway.answered(3);
    expect(answers.map(({ call: number, status }) => [number, status]).sort()).toEqual([
      [1, 415],
      [2, 400],
      [3, 200],
    ]);
  });

  test('answers what is ready while another call hangs', async () => {
    execute = async (asked) => (nameOf(asked) === 'slow' ? await held(asked) : { data: { name: nameOf(asked) } });
    gateway.send(ask(1, 'slow'), ask(2, 'b'), ask(3, 'c'));
    expect((await gateway.answered(2)).map(({ call: number }) => number).sort()).toEqual([2, 3]);
    goOn.get('slow')?.();
    expect((await gateway.answered(3)).at(-1)).toMatchObject({ call: 1, status: 200 });
  });

  test('cancels the call that is given up, ends no other, and gives its place to a later one', async () => {
    execute = held;
    gateway.send(ask(1, 'a'), ask(2, 'b'));
    await begun(2);
    gateway.send(cancel(1), cancel(77), ask(257, 'c'));
    await begun(3);
    expect(calls.map(({ signal }) => signal?.aborted)).toEqual([true, false, false]);
    goOn.get('c')?.();
    goOn.get('b')?.();
    const answers = await gateway.answered(2);
    expect(answers.map(({ call: number }) => number).sort()).toEqual([2, 257]);
  });

  test('cancels nothing by the number of a call that had the same place', async () => {
    execute = held;
    gateway.send(ask(257, 'a'));
    await begun(1);
    // Frames are read in turn: once the later call has begun, the cancellation was read.
    gateway.send(cancel(1), ask(2, 'b'));
    await begun(2);
    expect(calls.map(({ signal }) => signal?.aborted)).toEqual([false, false]);
  });

  test('cancels what is under way once the gateway is gone', async () => {
    execute = held;
    gateway.send(ask(1, 'a'), ask(2, 'b'));
    await begun(2);
    gateway.socket.end();
    await gateway.closed;
    for (let turn = 0; turn < 1_000 && !calls.every(({ signal }) => signal?.aborted); turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 2));
    expect(calls.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
  });

  test('sends a large answer in pieces, and others between them', async () => {
    const large = 'x'.repeat(16_000_000);
    execute = async (asked) => ({ data: { name: nameOf(asked) === 'large' ? large : 'small' } });
    gateway.socket.pause();
    gateway.send(ask(1, 'large'));
    await begun(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    gateway.send(ask(2, 'small'));
    await begun(2);
    gateway.socket.resume();
    const answers = await gateway.answered(2);
    expect(answers.map(({ call: number }) => number)).toEqual([2, 1]);
    expect(JSON.parse(answers[1]?.text ?? '')).toEqual({ data: { name: large } });
  });

  test.each<[string, () => readonly (Buffer | null)[]]>([
    ['of another kind', () => [head(9, 1, 0, 0)]],
    ['of an answer', () => [head(4, 1, 200, 0)]],
    ['of more bytes than a call may have', () => [head(CALL, 1, 0, 300_000), Buffer.alloc(1000)]],
    ['whose assertion is longer than itself', () => [head(CALL, 1, 100, 10), Buffer.alloc(10)]],
    ['with the number of a call under way', () => [ask(1, 'a'), ask(1, 'b')]],
    ['with the place of a call under way', () => [ask(1, 'a'), ask(257, 'b')]],
  ])('ends for a frame %s: nothing is executed by it', async (_name, frames) => {
    execute = held;
    gateway.send(...frames());
    // Why not only awaited: without its guard it would hang instead of failing.
    const waited = new Promise((resolve) => void setTimeout(resolve, 2_000, 'stays open').unref());
    expect(await Promise.race([gateway.closed, waited])).toBeUndefined();
    expect(calls.map(nameOf).filter((name) => name !== 'a')).toEqual([]);
  });

  test('reads frames that are cut anywhere', async () => {
    const bytes = Buffer.concat([ask(1, 'Ζήτα'), cancel(5), ask(2, 'b')].flatMap((frame) => frame ?? []));
    gateway.socket.setNoDelay(true);
    for (let at = 0; at < bytes.length; at += 7) {
      gateway.socket.write(bytes.subarray(at, at + 7));
      if (at % 70 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const answers = await gateway.answered(2);
    expect(answers.map(({ text }) => JSON.parse(text).data.name)).toEqual(['Ζήτα', 'b']);
  });

  test('answers what is under way when its source is closed, and 503 at once to what comes then', async () => {
    execute = held;
    gateway.send(ask(1, 'a'));
    await begun(1);
    const closing = served.close();
    gateway.send(ask(2, 'b'));
    expect(await gateway.answered(1)).toEqual([{ call: 2, status: 503, text: '' }]);
    goOn.get('a')?.();
    expect((await gateway.answered(2)).at(1)).toMatchObject({ call: 1, status: 200 });
    await closing;
    await gateway.closed;
    expect(calls.map(nameOf)).toEqual(['a']);
  });
});
