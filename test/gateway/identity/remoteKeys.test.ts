import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { discoverKeys } from '../../../gateway/identity/discovery.js';
import { remoteKeys } from '../../../gateway/identity/remoteKeys.js';
import { createTokenVerifier } from '../../../gateway/identity/tokens.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { listen } from '../../support/waiting/listen.js';

/* An issuer over HTTP whose answers the test changes. */
interface Answer {
  readonly status?: number;
  readonly body: string;
  readonly location?: string;
  /** It is not given before this. */
  readonly after?: Promise<void>;
}
const answers = new Map<string, Answer>();
const asked: string[] = [];
let server: Server;
let issuer = '';
const pairs: { readonly kid: string; readonly privateKey: CryptoKey; readonly jwk: JWK }[] = [];

beforeAll(async () => {
  server = createServer(async ({ url = '' }, response) => {
    asked.push(url);
    const { status = 200, body, location, after }: Answer = answers.get(url) ?? { status: 404, body: '' };
    await after;
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  issuer = `http://127.0.0.1:${await listen(server)}`;
  for (const kid of ['k1', 'k2']) {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    pairs.push({ kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' } });
  }
});
afterAll(() => void server.close());
beforeEach(() => {
  answers.clear();
  asked.length = 0;
});

const discovery = '/.well-known/openid-configuration';
const says = (path: string, body: unknown): void => void answers.set(path, { body: JSON.stringify(body) });
const publish = (...kids: readonly number[]): void => says('/jwks', { keys: kids.map((at) => pairs[at]?.jwk) });
const found = async (of = issuer): Promise<string> =>
  await discoverKeys(of, 1000).then(
    ({ href }) => href,
    (error: Error) => error.message,
  );

describe('an issuer that is named by its URL alone', () => {
  test('says where its keys are, by OpenID Connect or by RFC 8414, below its path too', async () => {
    says(discovery, { issuer, jwks_uri: `${issuer}/jwks`, other: 1 });
    expect(await found()).toBe(`${issuer}/jwks`);
    const realm = `${issuer}/realms/nl`;
    says(`/realms/nl${discovery}`, { issuer: realm, jwks_uri: `${realm}/certs` });
    expect(await found(realm)).toBe(`${realm}/certs`);
    const other = `${issuer}/be`;
    says('/.well-known/oauth-authorization-server/be', { issuer: other, jwks_uri: 'https://keys.example/be' });
    expect(await found(other)).toBe('https://keys.example/be');
  });

  test.each<[string, unknown, RegExp]>([
    ['of another issuer', { issuer: 'https://login.example' }, /is of another issuer/],
    ['of one with a slash more', { issuer: '/' }, /is of another issuer/],
    ['without an issuer', { issuer: undefined }, /is of another issuer/],
    ['whose keys come in clear', { jwks_uri: 'http://keys.example/jwks' }, /would not come by https/],
    ['whose keys are a file', { jwks_uri: 'file:///etc/passwd' }, /would not come by https/],
    ['whose keys are nowhere', { jwks_uri: 'nowhere' }, /would not come by https/],
  ])('is not believed with metadata %s', async (_, changed, message) => {
    const change = changed as { readonly issuer?: string };
    const stated = change.issuer === '/' ? { issuer: `${issuer}/` } : change;
    says(discovery, { issuer, jwks_uri: `${issuer}/jwks`, ...stated });
    expect(await found()).toMatch(message);
  });

  test('is not followed to another place, nor read without an end, nor waited for without one', async () => {
    answers.set(discovery, { status: 302, body: '', location: `${issuer}/elsewhere` });
    says('/elsewhere', { issuer, jwks_uri: `${issuer}/jwks` });
    expect(await found()).toBe('it redirects');
    answers.set(discovery, { body: `{"issuer":"${issuer}","x":"${'x'.repeat(400_000)}"}` });
    expect(await found()).toBe('its answer is too long');
    answers.set(discovery, { body: 'no JSON' });
    expect(await found()).toMatch(/is of another issuer/);
    expect(await found('http://127.0.0.1:9')).toMatch(/ECONNREFUSED/);
  });
});

const policy = {
  ...loadPolicy(),
  agencies: { 'NL-CUSTOMS': { ...loadPolicy().agencies['NL-CUSTOMS'], issuers: [] as string[] } },
} as unknown as ReturnType<typeof loadPolicy>;

const hasty = { timeoutMs: 1000, refreshMs: 100, cooldownMs: 50, atMostMs: 800 };
/** For a clock that the test turns. */
const patient = { timeoutMs: 60_000, refreshMs: 60_000, cooldownMs: 50, atMostMs: 600_000 };

/** A verifier that asks the issuer as a gateway does, but every 100 ms. */
function open(place: () => Promise<URL> = async () => new URL(`${issuer}/jwks`), clock?: () => number) {
  (policy.agencies['NL-CUSTOMS'] as { issuers: readonly string[] }).issuers = [issuer];
  const keys = remoteKeys(place, clock ? patient : hasty, clock);
  const issuers = [{ issuer, audience: 'portcullis', keys, local: false, isPublic: false }];
  const verifier = createTokenVerifier({ issuers, policy, revocations: { has: () => false } });
  let jti = 0;
  return async (at: number): Promise<string> => {
    const { kid, privateKey } = pairs[at] ?? (pairs[0] as (typeof pairs)[number]);
    jti += 1;
    const token = await new SignJWT({ client_id: 'desk', role: 'ANALYST' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: at < pairs.length ? kid : 'strange' })
      .setIssuer(issuer)
      .setAudience('portcullis')
      .setSubject('officer-7')
      .setJti(String(jti))
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(privateKey);
    return await verifier.verify(token, new Date()).then(
      () => 'good',
      (error: { readonly originalError?: Error }) => error.originalError?.message ?? 'unknown',
    );
  };
}

describe('a key of an issuer that is replaced under load', () => {
  test('refuses no good token, of the old key or the new one, and the old one’s once it is gone', async () => {
    publish(0);
    const verify = open();
    const outcomes: string[] = [];
    const load = async (at: () => number, until: () => boolean): Promise<void> => {
      while (!until()) outcomes.push(await verify(at()));
    };
    let [present, isOver] = [0, false];
    const clients = Array.from({ length: 4 }, () =>
      load(
        () => present,
        () => isOver,
      ),
    );
    await pause(60);
    // Used in the moment in which it is published, as badly kept issuers do.
    publish(0, 1);
    present = 1;
    await pause(150);
    publish(1);
    await pause(250);
    isOver = true;
    await Promise.all(clients);
    expect(new Set(outcomes)).toEqual(new Set(['good']));
    expect(outcomes.length).toBeGreaterThan(50);
    expect(await verify(0)).toBe('no such key of the issuer');
    expect(asked.length).toBeLessThan(20);
  });

  test('does not live on where nobody asked for a while', async () => {
    publish(0);
    const verify = open();
    expect(await verify(0)).toBe('good');
    publish(1);
    await pause(250);
    // Those too that come while the issuer is asked.
    expect(await Promise.all([verify(0), verify(0), verify(0)])).toEqual(Array(3).fill('no such key of the issuer'));
  });

  // They were believed by the time of day, which may be set back.
  test('is believed for its time by a clock that nobody sets, where the issuer is away, and again once it answers', async () => {
    let now = 0;
    publish(0);
    const verify = open(undefined, () => now);
    expect(await verify(0)).toBe('good');
    answers.clear();
    now = patient.atMostMs - 1;
    expect(await verify(0)).toBe('good');
    now = patient.atMostMs;
    expect(await verify(0)).toBe('keys of the issuer are not to be had');
    publish(0);
    await pause(80);
    expect(await verify(0)).toBe('good');
  });

  test('is not believed longer because a machine slept, whose clock stood still', async () => {
    const asleep = () => 0;
    publish(0);
    const verify = open(undefined, asleep);
    expect(await verify(0)).toBe('good');
    publish(1);
    const { now } = Date;
    Date.now = () => now() + patient.atMostMs;
    try {
      expect(await verify(0)).toBe('no such key of the issuer');
    } finally {
      Date.now = now;
    }
  });

  test('is believed while the issuer is away, and not for ever', async () => {
    publish(0);
    const verify = open();
    expect(await verify(0)).toBe('good');
    answers.clear();
    await pause(300);
    expect(await verify(0)).toBe('good');
    await pause(600);
    expect(await verify(0)).not.toBe('good');
  });
});

describe('an issuer that hangs', () => {
  const hanging = () => {
    let answer: () => void = () => undefined;
    const after = new Promise<void>((resolve) => {
      answer = resolve;
    });
    return {
      answer,
      hold: (...kids: readonly number[]) => {
        publish(...kids);
        answers.set('/jwks', { ...(answers.get('/jwks') as Answer), after });
      },
    };
  };
  const untilAsked = async (times: number): Promise<void> => {
    for (let tries = 0; tries < 500 && asked.length < times; tries += 1) await pause(10);
    expect(asked.length).toBe(times);
  };

  // Its tokens waited for half a deadline once a minute, from the second minute on.
  test('has none of its tokens wait, however long it hangs, and is asked by one request alone', async () => {
    let now = 0;
    publish(0);
    const verify = open(undefined, () => now);
    expect(await verify(0)).toBe('good');
    const { answer, hold } = hanging();
    hold(1);
    for (now = 60_000; now < 400_000; now += 30_000) expect(await verify(0)).toBe('good');
    await untilAsked(2);
    answer();
    for (let tries = 0; tries < 500 && (await verify(0)) === 'good'; tries += 1) await pause(10);
    expect(await verify(0)).toBe('no such key of the issuer');
  });

  test('is waited for after a pause, so that a key that it took away is not believed again', async () => {
    let now = 0;
    publish(0);
    const verify = open(undefined, () => now);
    expect(await verify(0)).toBe('good');
    const { answer, hold } = hanging();
    hold(1);
    now = 120_000;
    const both = Promise.all([verify(0), verify(0)]);
    await untilAsked(2);
    answer();
    expect(await both).toEqual(Array(2).fill('no such key of the issuer'));
  });
});

describe('strangers', () => {
  test('with keys that nobody knows have the issuer asked no more often than it may be', async () => {
    publish(0);
    const verify = open();
    expect(await verify(0)).toBe('good');
    await Promise.all(Array.from({ length: 50 }, () => verify(9)));
    expect(asked.length).toBeLessThan(5);
  });

  test.each([
    ['fails', { status: 500, body: '' }],
    ['gives what are no keys', { body: '{}' }],
  ])('have an issuer that %s asked no more often either', async (_, answer) => {
    publish(0);
    const verify = open();
    expect(await verify(0)).toBe('good');
    answers.set('/jwks', answer);
    await pause(80);
    const begun = performance.now();
    for (let times = 0; times < 30; times += 1) expect(await verify(9)).not.toBe('good');
    expect(asked.length).toBeLessThan(3 + (performance.now() - begun) / 50);
  });

  test('do not have metadata asked for again that is not there, until a while has passed; then it is', async () => {
    const verify = open(() => discoverKeys(issuer, 500));
    for (let round = 0; round < 5; round += 1) expect(await verify(0)).toBe('keys of the issuer are not to be had');
    expect(asked.length).toBeLessThan(5);
    says(discovery, { issuer, jwks_uri: `${issuer}/jwks` });
    publish(0);
    await pause(80);
    expect(await verify(0)).toBe('good');
  });
});
