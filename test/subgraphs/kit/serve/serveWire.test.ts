import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import type { Subgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import { assertionHeader } from '../../../../subgraphs/kit/serve/assertion.js';
import type { SourceCall } from '../../../../subgraphs/kit/serve/execute.js';
import { type ServedSubgraph, serveSubgraph } from '../../../../subgraphs/kit/serve/serve.js';
import { requestOf, signed } from '../../cargo/requests.js';

const request = requestOf(loadPolicy(), 'NL-CUSTOMS');
const key = new Uint8Array(32).fill(5);
const body = JSON.stringify({ query: '{ x }', variables: { name: 'Ζήτα' } });

describe('a source on the wire', () => {
  const calls: SourceCall[] = [];
  let execute: (call: SourceCall) => Promise<object>;
  let served: ServedSubgraph;
  beforeAll(async () => {
    const subgraph = {
      name: 'cargo',
      execute: async (call: SourceCall) => {
        calls.push(call);
        return await execute(call);
      },
    } as unknown as Subgraph;
    served = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, key });
  });
  afterAll(() => served.close());

  function send(pieces: readonly Buffer[], headers: Record<string, string | number>, agent?: Agent) {
    let sent: ClientRequest | undefined;
    const answer = new Promise<{ status: number; headers: IncomingMessage['headers']; text: string }>(
      (resolve, reject) => {
        sent = httpRequest(served.url, { method: 'POST', headers, ...(agent ? { agent } : {}) }, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
        });
        sent.on('error', reject);
        const [first, ...rest] = pieces;
        sent.write(first ?? '');
        setTimeout(() => {
          for (const piece of rest) sent?.write(piece);
          sent?.end();
        }, 10);
      },
    );
    return { answer, hangUp: () => sent?.destroy() };
  }
  const asserted = (bytes: Buffer | string = body) => ({ [assertionHeader]: signed(key, request, bytes) });

  test('reads a body in pieces, a letter cut in two, and states the length of its answer', async () => {
    execute = async () => ({ data: { name: 'Ζήτα' } });
    const bytes = Buffer.from(body);
    const cut = bytes.indexOf(Buffer.from('Ζ')) + 1;
    const { status, headers, text } = await send([bytes.subarray(0, cut), bytes.subarray(cut)], asserted()).answer;
    expect([status, text]).toEqual([200, '{"data":{"name":"Ζήτα"}}']);
    expect(Number(headers['content-length'])).toBe(Buffer.byteLength(text));
    expect(calls.at(-1)?.variables).toEqual({ name: 'Ζήτα' });
  });

  test.each<[string, Buffer, Record<string, string | number>, number]>([
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), {}, 415],
    ['a packed body', Buffer.from(body), { 'content-encoding': 'gzip' }, 415],
    ['a body whose length alone is too much', Buffer.from('x'), { 'content-length': 4 * 1024 * 1024 + 1 }, 413],
  ])('refuses %s, no matter who signed it', async (_name, bytes, headers, status) => {
    const before = calls.length;
    const { answer, hangUp } = send([bytes], { ...headers, ...asserted(bytes) });
    expect((await answer).status).toBe(status);
    hangUp();
    expect(calls.length).toBe(before);
  });

  test('cancels what a caller no longer waits for', async () => {
    let cancelled: () => void = () => undefined;
    const wasCancelled = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    let began: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => {
      began = resolve;
    });
    execute = async ({ signal }) => {
      signal?.addEventListener('abort', () => cancelled());
      began();
      await wasCancelled;
      throw new Error('cancelled');
    };
    const { answer, hangUp } = send([Buffer.from(body)], asserted());
    await hasBegun;
    hangUp();
    await expect(answer).rejects.toThrow();
    await wasCancelled;
  });

  test('cancels nothing after an answer that went out whole, and keeps the connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    execute = async () => ({ data: {} });
    const first = calls.length;
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await send([Buffer.from(body)], asserted(), agent).answer);
    agent.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answers.map(({ headers }) => headers['keep-alive'])).toEqual(Array(3).fill('timeout=65'));
    expect(calls.slice(first).map(({ signal }) => signal?.aborted)).toEqual([false, false, false]);
  });
});
