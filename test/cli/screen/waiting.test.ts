import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { askLines } from '../../../cli/screen/askLines.js';
import type { AskedLine } from '../../../cli/screen/batch.js';
import type { Screening } from '../../../cli/screen/screening.js';
import { listen } from '../../support/waiting/listen.js';

/* A gateway that is down or busy, as screen meets it over HTTP. */

let server: Server;
afterEach(() => void server?.close());

const line: AskedLine = { line: 1, ref: null, read: { kind: 'person', asked: { names: ['Fictius'] } } };
const found = { data: { person: [{ state: 'OK', cutOff: null, matches: [], hit: null, hitState: 'ASKED' }] } };
const refusal = (code: string) => JSON.stringify({ errors: [{ message: 'no', extensions: { code } }] });

/** Asks one line of a gateway that gives these bodies, the last of them for ever. */
async function askOf(bodies: readonly (string | null)[], waitMs: number) {
  let asked = 0;
  const answer: RequestListener = (_request, response) => {
    const body = bodies[Math.min(asked, bodies.length - 1)];
    asked += 1;
    if (body === null || body === undefined) response.destroy();
    else response.writeHead(body.startsWith('<') ? 502 : 200).end(body);
  };
  server = createServer(answer);
  const told: number[] = [];
  const screening = {
    url: `http://127.0.0.1:${await listen(server)}/graphql`,
    token: async () => 'token',
    asker: { agency: 'EU-SANCTIONS-DESK', purpose: 'SANCTIONS_ENFORCEMENT' },
    registered: false,
    first: 5,
    waiting: { waitMs, onWait: (_error: unknown, waitedMs: number) => told.push(waitedMs) },
  } as unknown as Screening;
  const answers = await askLines([line], screening).catch((error: Error & { code?: string }) => error.code);
  return { answers, told: told.length, asked };
}

describe('a screening', () => {
  it.each([
    ['a source is down', refusal('SOURCE_UNAVAILABLE')],
    ['the log is down', refusal('AUDIT_UNAVAILABLE')],
    ['it takes no more', refusal('RATE_LIMITED')],
    ['a proxy answers in its place', '<html>Bad Gateway</html>'],
    ['the connection breaks', null],
  ])('waits for a gateway, says so once, and goes on: %s', async (_what, body) => {
    const { answers, told, asked } = await askOf([body, body, JSON.stringify(found)], 60_000);
    expect(answers).toMatchObject([{ line: 1, state: 'OK', matches: [] }]);
    expect([told, asked]).toEqual([1, 3]);
  });

  it.each(['AUDIT_FORKED', 'UNAUTHENTICATED', 'INTERNAL'])(
    'ends at once where waiting does not help: %s',
    async (code) => {
      expect(await askOf([refusal(code)], 60_000)).toEqual({ answers: code, told: 0, asked: 1 });
    },
  );

  it('ends where the gateway stays away for longer than it may wait', async () => {
    expect(await askOf([null], 600)).toMatchObject({ answers: 'NO_ANSWER', told: 1 });
  });

  it('does not take a fault of its own for a gateway that is away', async () => {
    const fault = { url: 'http://127.0.0.1:9/', waiting: { waitMs: 60_000, onWait: () => undefined } };
    const token = () => Promise.reject(new TypeError('no such thing'));
    await expect(askLines([line], { ...fault, token } as unknown as Screening)).rejects.toThrow('no such thing');
  });
});
