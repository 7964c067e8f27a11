import { afterEach, describe, expect, test } from '@jest/globals';
import type { HttpClientOptions } from '../../../../gateway/execution/transport/http/httpClient.js';
import { SourceFailure } from '../../../../gateway/execution/transport/sourceClient.js';
import { LAST, PIECE } from '../../../../subgraphs/kit/serve/calls/frames.js';
import { answerFrame, type ReceivedCall, type SharingSource, startSharingSource } from '../support/sharingSource.js';
import { answerJson, failureOf, openClient, operation, startSource, until } from '../support/source.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

let signatures = 0;
const sign = (_: unknown, body: string): string => {
  signatures += 1;
  return `${signatures}.${body.length}`;
};
const bodyOf = (name: string) => JSON.stringify({ query: '{ ok }', variables: { name } });
const asking = (name: string, more: Parameters<typeof operation>[0] = {}) => operation({ body: bodyOf(name), ...more });

/** A client whose calls share a connection from now on. */
async function setUp(
  onCall?: (call: ReceivedCall, source: SharingSource) => void,
  options: Partial<HttpClientOptions> = {},
) {
  const probe = bodyOf('probe');
  const source = await startSharingSource((call, at) => (call.body === probe ? undefined : onCall?.(call, at)));
  const client = openClient(source.url, { sign, ...options });
  open.push(source, client);
  while (source.calls.length === 0) {
    const hangUp = new AbortController();
    const asked = client.execute(asking('probe', { signal: hangUp.signal })).catch(() => undefined);
    const before = source.posted.length;
    await until(() => source.posted.length > before || source.calls.length > 0);
    hangUp.abort();
    await asked;
  }
  await until(() => source.cancelled.length === 1);
  for (const list of [source.calls, source.cancelled, source.posted, source.reads]) list.length = 0;
  return { source, client };
}

const echo = ({ number, body }: ReceivedCall, source: SharingSource) =>
  source.send(answerFrame(number, { data: JSON.parse(body).variables }));
const textOf = async (asked: Promise<{ bytes: Buffer }>) => (await asked).bytes.toString();
const named = (name: string) => JSON.stringify({ data: { name } });

describe('calls of a source that lets them share a connection', () => {
  test('have their place in a trace behind the assertion, as those alone have it in a header', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { source, client } = await setUp(echo);
    await client.execute(asking('a', { traceparent }));
    await client.execute(asking('b'));
    expect(source.calls.map(({ assertion }) => assertion.split(' ').slice(1))).toEqual([[traceparent], []]);
    const alone = await startSource((response) => answerJson(response));
    open.push(alone);
    const foreign = openClient(alone.url);
    open.push(foreign);
    await foreign.execute(operation({ traceparent }));
    await foreign.execute(operation());
    expect(alone.headers.map((headers) => headers.traceparent)).toEqual([traceparent, undefined]);
  });

  test('that are ready in one turn leave in one piece, each with a signature of its own over its body', async () => {
    const { source, client } = await setUp();
    const names = ['a', 'b', 'Ζήτα', 'd'];
    const asked = names.map((name) => textOf(client.execute(asking(name))));
    await until(() => source.calls.length === 4);
    expect(source.reads).toHaveLength(1);
    expect(source.calls.map(({ body }) => body)).toEqual(names.map(bodyOf));
    expect(new Set(source.calls.map(({ assertion }) => assertion)).size).toBe(4);
    expect(source.calls.map(({ assertion }) => assertion.split('.')[1])).toEqual(
      names.map((name) => `${bodyOf(name).length}`),
    );
    for (const call of [...source.calls].reverse()) echo(call, source);
    expect(await Promise.all(asked)).toEqual(names.map(named));
    expect(source.posted).toEqual([]);
    expect(source.shared).toHaveLength(1);
  });

  test('are answered each when it is ready: one that hangs holds up none', async () => {
    const { source, client } = await setUp((call, at) => {
      if (!call.body.includes('slow')) echo(call, at);
    });
    const slow = textOf(client.execute(asking('slow')));
    for (const name of ['a', 'b', 'c']) expect(await textOf(client.execute(asking(name)))).toBe(named(name));
    echo(source.calls[0] as ReceivedCall, source);
    expect(await slow).toBe(named('slow'));
  });

  test('may come in pieces, with other answers between', async () => {
    const { source, client } = await setUp();
    const [large, small] = [textOf(client.execute(asking('large'))), textOf(client.execute(asking('small')))];
    await until(() => source.calls.length === 2);
    const [first, second] = source.calls.map(({ number }) => number) as [number, number];
    const frames = [
      answerFrame(first, '{"data":{"name":"la', 200, PIECE),
      answerFrame(second, named('small')),
      answerFrame(first, 'rge"}}', 200, LAST),
    ];
    for (const byte of Buffer.concat(frames)) source.send(Buffer.from([byte]));
    expect(await small).toBe(named('small'));
    expect(await large).toBe(named('large'));
  });

  test('keep the status of a refusal, and of a failure', async () => {
    const { client } = await setUp(({ number, body }, source) => {
      source.send(answerFrame(number, { errors: [{ message: 'no' }] }, body.includes('refused') ? 400 : 500));
    });
    expect(await client.execute(asking('refused'))).toMatchObject({ status: 400 });
    expect(await failureOf(client.execute(asking('broken')))).toBe('SOURCE_UNAVAILABLE: status 500');
  });

  test('that are given up are told to the source and end no other', async () => {
    const { source, client } = await setUp();
    const hangUp = new AbortController();
    const [gone, stays] = [
      failureOf(client.execute(asking('gone', { signal: hangUp.signal }))),
      textOf(client.execute(asking('stays'))),
    ];
    await until(() => source.calls.length === 2);
    hangUp.abort(Object.assign(new Error('gone'), { code: 'CLIENT_CLOSED' }));
    expect(await gone).toBe('CLIENT_CLOSED: gone');
    await until(() => source.cancelled.length === 1);
    expect(source.cancelled).toEqual([source.calls[0]?.number]);
    echo(source.calls[1] as ReceivedCall, source);
    expect(await stays).toBe(named('stays'));
  });

  test('never get the answer of another that was given up, though they have its place', async () => {
    const { source, client } = await setUp();
    const hangUp = new AbortController();
    const gone = failureOf(client.execute(asking('gone', { signal: hangUp.signal })));
    await until(() => source.calls.length === 1);
    const late = source.calls[0] as ReceivedCall;
    hangUp.abort(Object.assign(new Error('gone'), { code: 'CLIENT_CLOSED' }));
    await gone;
    let [asked, placed] = [Promise.resolve(''), late];
    for (let turn = 0; placed === late || placed.number % 256 !== late.number % 256; turn += 1) {
      if (turn > 256) throw new Error('no call had its place');
      asked = textOf(client.execute(asking(`later ${turn}`)));
      await until(() => source.calls.length === turn + 2);
      placed = source.calls.at(-1) as ReceivedCall;
      if (placed.number % 256 !== late.number % 256) {
        echo(placed, source);
        await asked;
      }
    }
    expect(placed.number).not.toBe(late.number);
    source.send(answerFrame(late.number, named('of another viewer')));
    echo(placed, source);
    expect(await asked).toContain('later');
  });

  test('end one by one with a protocol error where a frame is malformed; the next goes its own way', async () => {
    for (const malformed of [
      answerFrame(1, '', 200, 9),
      answerFrame(1, '', 99),
      Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 4, 0, 200]),
    ]) {
      const { source, client } = await setUp();
      const asked = ['a', 'b'].map((name) => failureOf(client.execute(asking(name))));
      await until(() => source.calls.length === 2);
      source.send(malformed);
      expect(await Promise.all(asked)).toEqual(Array(2).fill('SOURCE_PROTOCOL_ERROR: malformed frame'));
      await client.execute(asking('c'));
      expect(source.posted).toEqual([bodyOf('c')]);
    }
  });

  test('that were answered stay so when their source dies; of the others, queries without a byte are asked again', async () => {
    const { source, client } = await setUp();
    const answered = textOf(client.execute(asking('answered')));
    const silent = textOf(client.execute(asking('silent')));
    const begun = failureOf(client.execute(asking('begun')));
    const change = failureOf(client.execute(asking('change', { operationType: 'mutation' })));
    await until(() => source.calls.length === 4);
    source.send(
      answerFrame(source.calls[0]?.number ?? 0, named('answered')),
      answerFrame(source.calls[2]?.number ?? 0, '{"data"', 200, PIECE),
    );
    expect(await answered).toBe(named('answered'));
    source.shared[0]?.destroy();
    expect(await silent).toBe('{"data":{"alone":true}}');
    expect(source.posted).toEqual([bodyOf('silent')]);
    expect(await begun).toMatch(/^SOURCE_UNAVAILABLE: connection broke/);
    expect(await change).toMatch(/^SOURCE_UNAVAILABLE: no connection/);
  });

  test('are bounded each by itself: an answer that is too large ends alone, and its source is told', async () => {
    const { source, client } = await setUp(undefined, { maxBytes: 1_000 });
    const [large, small] = [failureOf(client.execute(asking('large'))), textOf(client.execute(asking('small')))];
    await until(() => source.calls.length === 2);
    const [first, second] = source.calls as [ReceivedCall, ReceivedCall];
    source.send(answerFrame(first.number, 'x'.repeat(900), 200, PIECE), answerFrame(first.number, 'x'.repeat(900)));
    expect(await large).toBe('SOURCE_PROTOCOL_ERROR: answer too large');
    await until(() => source.cancelled.length === 1);
    echo(second, source);
    expect(await small).toBe(named('small'));
  });

  test('go on connections of their own where they are large, or 256 are under way', async () => {
    const { source, client } = await setUp(undefined, { limits: { sourceConcurrency: 300 } });
    await client.execute(asking('x'.repeat(300_000)));
    expect(source.posted).toHaveLength(1);
    const hangUp = new AbortController();
    const many = Array.from({ length: 256 }, (_, at) =>
      failureOf(client.execute(asking(`${at}`, { signal: hangUp.signal }))),
    );
    expect(await textOf(client.execute(asking('one more')))).toBe('{"data":{"alone":true}}');
    hangUp.abort(Object.assign(new Error('gone'), { code: 'CLIENT_CLOSED' }));
    await Promise.all(many);
  });

  test('leave a connection on which nothing came until a call was too late; those under way on it are still answered', async () => {
    const { source, client } = await setUp();
    const late = new AbortController();
    const [asked, other] = [
      failureOf(client.execute(asking('late', { signal: late.signal }))),
      textOf(client.execute(asking('other'))),
    ];
    await until(() => source.calls.length === 2);
    late.abort(new SourceFailure('SOURCE_TIMEOUT', 'no answer in 5 ms'));
    expect(await asked).toBe('SOURCE_TIMEOUT: no answer in 5 ms');
    expect(await textOf(client.execute(asking('next')))).toBe('{"data":{"alone":true}}');
    await until(() => source.cancelled.length === 1);
    echo(source.calls[1] as ReceivedCall, source);
    expect(await other).toBe(named('other'));
    expect(source.posted).toEqual([bodyOf('next')]);
    await until(() => source.shared[0]?.destroyed === true);
  });

  test('keep a connection on which others were answered while one was too late', async () => {
    const { source, client } = await setUp((call, at) => {
      if (!call.body.includes('late')) echo(call, at);
    });
    const late = new AbortController();
    const asked = failureOf(client.execute(asking('late', { signal: late.signal })));
    await textOf(client.execute(asking('a')));
    late.abort(new SourceFailure('SOURCE_TIMEOUT', 'no answer in 5 ms'));
    expect(await asked).toMatch(/^SOURCE_TIMEOUT/);
    expect(await textOf(client.execute(asking('b')))).toBe(named('b'));
    expect(source.posted).toEqual([]);
  });

  test('count for the breaker one by one, as if each had its own connection', async () => {
    const { source, client } = await setUp(({ number }, at) => at.send(answerFrame(number, '{}', 503)), {
      limits: { sourceBreakerFailures: 4, sourceBreakerPauseMs: 60_000 },
    });
    await Promise.all(Array.from({ length: 4 }, (_, at) => failureOf(client.execute(asking(`${at}`)))));
    expect(await failureOf(client.execute(asking('next')))).toBe('SOURCE_UNAVAILABLE: circuit open after failures');
    expect(source.calls).toHaveLength(4);
  });

  test('end before their client is closed', async () => {
    const { source, client } = await setUp();
    const asked = textOf(client.execute(asking('a')));
    await until(() => source.calls.length === 1);
    open.pop();
    const closing = client.close();
    echo(source.calls[0] as ReceivedCall, source);
    expect(await asked).toBe(named('a'));
    await closing;
    await until(() => source.shared[0]?.destroyed === true);
  });
});

describe('a source is asked for a connection that calls share', () => {
  test('by an assertion, once it has said that it knows how', async () => {
    const { source } = await setUp();
    expect(source.upgrades).toEqual([expect.stringMatching(/^\d+\.0$/)]);
  });

  test('never where it has not said so, or is not ours', async () => {
    const plain = await startSource((response) => answerJson(response));
    const sharing = await startSharingSource();
    const clients = [openClient(plain.url, { sign }), openClient(sharing.url)];
    open.push(plain, sharing, ...clients);
    for (const client of clients) for (const name of ['a', 'b']) await client.execute(asking(name));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([plain.bodies, sharing.posted]).toEqual([
      [bodyOf('a'), bodyOf('b')],
      [bodyOf('a'), bodyOf('b')],
    ]);
    expect(sharing.upgrades).toEqual([]);
  });

  test.each<[string, string]>([
    ['refuses', 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'],
    ['is not let through by a proxy', 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'],
    ['breaks off', ''],
  ])('in vain where it %s: calls go as they went, and it is not asked again at once', async (_name, said) => {
    const source = await startSharingSource(undefined, { upgrade: (socket) => void socket.end(said) });
    const client = openClient(source.url, { sign });
    open.push(source, client);
    for (const name of ['a', 'b', 'c', 'd']) {
      expect(await textOf(client.execute(asking(name)))).toBe('{"data":{"alone":true}}');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect([source.upgrades.length, source.posted.length]).toEqual([1, 4]);
  });

  test('while calls go their own way: none waits for it', async () => {
    const source = await startSharingSource(undefined, { upgrade: () => undefined });
    const client = openClient(source.url, { sign, limits: { sourceConnectTimeoutMs: 200 } });
    open.push(source, client);
    for (const name of ['a', 'b', 'c']) await client.execute(asking(name));
    expect([source.upgrades.length, source.posted.length]).toEqual([1, 3]);
  });
});
