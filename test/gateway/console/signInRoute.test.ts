import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSignInCodes } from '../../../gateway/console/signInCodes.js';
import { limitWrongCodes } from '../../../gateway/console/signInLimit.js';
import { SIGN_IN_PATH, type SignIn, type SignInAs } from '../../../gateway/console/signInRoute.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { PortcullisError } from '../../../schema/errors.js';
import { type Harness, startHarness } from '../support/harness.js';

/* What the route lets in, over HTTP. The desk writes down what it is asked: test/cli/serve/signIn.test.ts has the real one. */
const front = 'https://front-end.example';
let time = 0;
let gateway: Harness;
let signIn: SignIn;
let origin = '';
const recorded: (string | SignInAs)[] = [];
let atDesk: () => Promise<void>;

beforeAll(async () => {
  signIn = {
    codes: createSignInCodes({ now: () => time }),
    wrong: limitWrongCodes(() => time),
    desk: {
      record: async (code) => {
        await atDesk();
        recorded.push(code);
      },
      mint: async (_, as) => {
        await atDesk();
        recorded.push(as);
        return { token: 'the token', expiresAt: '2026-12-01T08:00:00.000Z' };
      },
    },
  };
  gateway = await startHarness({ signIn, permissive: true, settings: { corsOrigins: [front] } });
  origin = new URL(gateway.url).origin;
});
afterAll(() => gateway.close());
beforeEach(() => {
  time += 3_600_000;
  recorded.length = 0;
  gateway.log.refused.length = 0;
  gateway.lines.length = 0;
  atDesk = async () => undefined;
});

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  readonly body: any;
}

/** A request as the page sends it, but for what is changed; undefined takes a header out. Not by fetch: it sets some itself. */
async function post(body: unknown, changed: Record<string, unknown> = {}, method = 'POST'): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const given = { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', ...changed };
  const headers = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return await new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${origin}${SIGN_IN_PATH}`,
      { method, headers: headers as OutgoingHttpHeaders },
      (response) => {
        let answer = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          answer += chunk;
        });
        response.on('end', () => {
          const { statusCode: status = 0 } = response;
          resolve({ status, headers: response.headers, body: answer === '' ? null : JSON.parse(answer) });
        });
      },
    );
    sent.on('error', reject).end(method === 'POST' || method === 'PUT' ? text : undefined);
  });
}

const codeOf = ({ body }: Answer): unknown => body.errors?.[0]?.extensions.code;

describe('the right code', () => {
  test('gives the agencies and the next code, and nothing that a cache keeps', async () => {
    const answer = await post({ code: signIn.codes.give() });
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(Object.keys(answer.body).sort()).toEqual(['agencies', 'code']);
    expect(answer.body.agencies).toContainEqual({
      ...{ id: 'NL-CUSTOMS', name: expect.any(String), kind: 'CUSTOMS_MS', country: 'NL' },
      roles: expect.arrayContaining([
        {
          role: 'ANALYST',
          purposes: expect.arrayContaining([
            {
              ...{ purpose: 'CRIMINAL_INVESTIGATION', meaning: expect.any(String) },
              ...{ caseReferenceRequired: true, justificationRequired: false },
            },
          ]),
          caseReferenceExample: expect.any(String),
        },
      ]),
    });
    expect(await post({ code: answer.body.code })).toMatchObject({ status: 200 });
    expect(recorded).toEqual(['OK', 'OK']);
  });

  test('gives, with an agency and a role of it, a token too', async () => {
    const answer = await post({ code: signIn.codes.give(), agency: 'PL-BORDER', role: 'ANALYST' });
    expect(answer.body).toMatchObject({ token: 'the token', expiresAt: '2026-12-01T08:00:00.000Z' });
    expect(recorded).toEqual([{ agency: 'PL-BORDER', role: 'ANALYST' }]);
    expect(await post({ code: answer.body.code, agency: 'NL-CUSTOMS', role: 'ANALYST' })).toMatchObject({
      status: 200,
    });
  });

  test('is void once it was used, and nobody is told of the policy then', async () => {
    const code = signIn.codes.give();
    await post({ code });
    const again = await post({ code, agency: 'NL-CUSTOMS', role: 'ANALYST' });
    expect([again.status, codeOf(again)]).toEqual([403, 'SIGN_IN_CODE_REFUSED']);
    expect(Object.keys(again.body)).toEqual(['errors', 'extensions']);
    expect(recorded).toEqual(['OK', 'SIGN_IN_CODE_REFUSED']);
  });

  test('is good for one of two who use it at once', async () => {
    const code = signIn.codes.give();
    const answers = await Promise.all([post({ code }), post({ code })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  test.each([
    ['an agency that does not exist', { agency: 'XX-NOBODY', role: 'ANALYST' }, 'agency'],
    ['a name that every object has', { agency: 'constructor', role: 'ANALYST' }, 'agency'],
    ['a role that does not exist', { agency: 'NL-CUSTOMS', role: 'EVERYTHING' }, 'role'],
    ['a role that the agency does not have', { agency: 'PL-BORDER', role: 'CASE_PROSECUTOR' }, 'role'],
    ['a system', { agency: 'BE-CUSTOMS', role: 'SYSTEM_CLIENT' }, 'role'],
  ])('gives no token for %s, leaves an entry, and stays good', async (_, as, at) => {
    const code = signIn.codes.give();
    const answer = await post({ code, ...as });
    expect([answer.status, codeOf(answer), answer.body.errors[0].extensions.at]).toEqual([
      400,
      'SIGN_IN_NOT_OFFERED',
      at,
    ]);
    expect(JSON.stringify(answer.body)).not.toContain(as.agency);
    expect(recorded).toEqual(['SIGN_IN_NOT_OFFERED']);
    expect(await post({ code })).toMatchObject({ status: 200 });
  });

  test('gives nothing before the log has the exchange, and stays good', async () => {
    const code = signIn.codes.give();
    atDesk = async () => {
      throw new PortcullisError('AUDIT_UNAVAILABLE');
    };
    for (const asked of [{ code }, { code, agency: 'NL-CUSTOMS', role: 'ANALYST' }]) {
      const answer = await post(asked);
      expect([answer.status, codeOf(answer)]).toEqual([503, 'AUDIT_UNAVAILABLE']);
      expect(answer.headers['retry-after']).toBe('1');
    }
    atDesk = async () => undefined;
    expect(await post({ code })).toMatchObject({ status: 200 });
  });
});

describe('a wrong code', () => {
  const wrong = { code: 'A'.repeat(43) };

  test('is refused alike, whatever stands beside it', async () => {
    const answers = [await post(wrong), await post({ ...wrong, agency: 'XX-NOBODY', role: 'ANALYST' })];
    const told = answers.map(({ status, body }) => [status, { ...body.errors[0].extensions, requestId: '' }]);
    expect(told[0]).toEqual(told[1]);
    expect(told[0]?.[0]).toBe(403);
  });

  test('is not answered before the log has it', async () => {
    atDesk = async () => {
      throw new PortcullisError('AUDIT_UNAVAILABLE');
    };
    expect(codeOf(await post(wrong))).toBe('AUDIT_UNAVAILABLE');
  });

  test('is answered with 429 after five in a minute, counted in the log, and the owner is let in all the same', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect(codeOf(await post(wrong))).toBe('SIGN_IN_CODE_REFUSED');
    for (let tries = 0; tries < 20; tries += 1) {
      const answer = await post(wrong);
      expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([429, 'RATE_LIMITED', '60']);
    }
    expect(recorded).toEqual(Array(5).fill('SIGN_IN_CODE_REFUSED'));
    expect(gateway.log.refused).toHaveLength(20);
    expect(await post({ code: signIn.codes.give() })).toMatchObject({ status: 200 });
    time += 60_000;
    expect(codeOf(await post(wrong))).toBe('SIGN_IN_CODE_REFUSED');
  });
});

describe('a request that is not of our own page', () => {
  const port = () => new URL(origin).port;
  test.each<[string, () => Record<string, unknown>, string]>([
    [
      'a name that was rebound to this machine',
      () => ({ host: `evil.example:${port()}`, origin: `http://evil.example:${port()}` }),
      'host',
    ],
    ['a name that ends like ours', () => ({ host: `127.0.0.1.evil.example:${port()}` }), 'host'],
    ['a name before an @', () => ({ host: `evil.example@127.0.0.1:${port()}` }), 'host'],
    ['another port', () => ({ host: '127.0.0.1:1', origin: 'http://127.0.0.1:1' }), 'host'],
    ['no port', () => ({ host: '127.0.0.1', origin: 'http://127.0.0.1' }), 'host'],
    ['an address of the network', () => ({ host: `192.0.2.1:${port()}` }), 'host'],
    ['a host that is none', () => ({ host: '[' }), 'host'],
    ['another origin', () => ({ origin: 'http://evil.example' }), 'origin'],
    ['an origin that may ask the graph', () => ({ origin: front }), 'origin'],
    ['the same host by TLS', () => ({ origin: origin.replace('http', 'https') }), 'origin'],
    ['another port of this machine', () => ({ origin: 'http://127.0.0.1:1' }), 'origin'],
    ['another name of this machine', () => ({ origin: `http://localhost:${port()}` }), 'origin'],
    ['a sandboxed frame', () => ({ origin: 'null' }), 'origin'],
    ['no origin', () => ({ origin: undefined }), 'origin'],
    ['another site', () => ({ 'sec-fetch-site': 'cross-site' }), 'sec-fetch-site'],
    ['another port, which is the same site', () => ({ 'sec-fetch-site': 'same-site' }), 'sec-fetch-site'],
    ['an address that was typed', () => ({ 'sec-fetch-site': 'none' }), 'sec-fetch-site'],
    ['a program that does not say', () => ({ 'sec-fetch-site': undefined }), 'sec-fetch-site'],
  ])('%s, is refused with the right code, which stays good, and is counted in the log', async (_, changed, at) => {
    const code = signIn.codes.give();
    const answer = await post({ code }, changed());
    expect([answer.status, codeOf(answer), answer.body.errors[0].extensions.at]).toEqual([
      403,
      'SIGN_IN_ELSEWHERE',
      at,
    ]);
    expect(recorded).toEqual([]);
    expect(gateway.log.refused).toEqual([{ party: '127.0.0.1', code: 'SIGN_IN_ELSEWHERE' }]);
    expect(await post({ code })).toMatchObject({ status: 200 });
  });

  test('is not one where the page was opened by the name of this machine', async () => {
    const named = `localhost:${port()}`;
    expect(await post({ code: signIn.codes.give() }, { host: named, origin: `http://${named}` })).toMatchObject({
      status: 200,
    });
  });

  test.each(['origin', 'sec-fetch-site'])('is one that states %s twice', async (name) => {
    const value = name === 'origin' ? origin : 'same-origin';
    const answer = await post({ code: signIn.codes.give() }, { [name]: [value, value] });
    expect(answer.status).toBe(400);
    expect(recorded).toEqual([]);
  });
});

describe('what is asked', () => {
  test.each(['GET', 'PUT', 'OPTIONS', 'HEAD'])('by %s is refused', async (method) => {
    const answer = await post({}, {}, method);
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });

  test.each<[string, unknown, Record<string, unknown>, string]>([
    ['as text', '{"code":"x"}', { 'content-type': 'text/plain' }, 'UNSUPPORTED_MEDIA_TYPE'],
    ['as a form', 'code=x', { 'content-type': 'application/x-www-form-urlencoded' }, 'UNSUPPORTED_MEDIA_TYPE'],
    ['in more than 1 KiB', { code: 'x'.repeat(1100) }, {}, 'BODY_TOO_LARGE'],
    ['with a key twice', '{"code":"x","code":"y"}', {}, 'DUPLICATE_KEY'],
    ['as no JSON', 'code', {}, 'REQUEST_MALFORMED'],
    ['as a list', [], {}, 'REQUEST_MALFORMED'],
    ['as null', null, {}, 'REQUEST_MALFORMED'],
    ['without a code', {}, {}, 'REQUEST_MALFORMED'],
    ['with a code that is no text', { code: ['x'] }, {}, 'REQUEST_MALFORMED'],
    ['with an agency alone', { code: 'x', agency: 'NL-CUSTOMS' }, {}, 'REQUEST_MALFORMED'],
    [
      'with a clearance',
      { code: 'x', agency: 'NL-CUSTOMS', role: 'ANALYST', clearance: 'SECRET_UE' },
      {},
      'REQUEST_MALFORMED',
    ],
  ])('%s is refused before a code is looked at', async (_, body, changed, expected) => {
    expect(codeOf(await post(body, changed))).toBe(expected);
    expect([recorded, gateway.log.refused]).toEqual([[], [{ party: '127.0.0.1', code: expected }]]);
  });

  test('leaves neither code nor token in a line of the log', async () => {
    // Strangers have a few lines a second, which the tests before have used up.
    await delay(1000);
    const code = signIn.codes.give();
    const answer = await post({ code, agency: 'NL-CUSTOMS', role: 'ANALYST' });
    await post({ code: 'B'.repeat(43) });
    const lines = JSON.stringify(gateway.lines);
    expect(lines).toContain('signIn');
    for (const secret of [code, answer.body.code, 'the token', 'B'.repeat(43)]) expect(lines).not.toContain(secret);
  });
});

test('where it is not offered, the path answers as any unknown one', async () => {
  const other = await startHarness();
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"code":"x"}' };
  const answers = await Promise.all(
    [SIGN_IN_PATH, '/console/nothing'].map((path) => fetch(new URL(path, other.url), init)),
  );
  const told = await Promise.all(
    answers.map(async (each) => [
      each.status,
      await each.text(),
      [...each.headers].filter(([name]) => name !== 'date'),
    ]),
  );
  expect(told[0]).toEqual(told[1]);
  expect(told[0]?.[0]).toBe(404);
  await other.close();
});

test('the agencies are those of the policy, without systems', async () => {
  const { body } = await post({ code: signIn.codes.give() });
  const offered = body.agencies as { readonly id: string; readonly roles: readonly { readonly role: string }[] }[];
  expect(offered.map(({ id }) => id)).toEqual(Object.keys(loadPolicy().agencies));
  expect(offered.flatMap(({ roles }) => roles.map(({ role }) => role))).not.toContain('SYSTEM_CLIENT');
});
