import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPackageFile } from '../../schema/files.js';
import { script, writeBuilt } from '../gateway/console/support/built.js';
import { type Harness, startHarness } from '../gateway/support/harness.js';
import { freePort } from '../support/waiting/listen.js';

/* docs/examples/nginx.conf in front of a gateway, by nginx itself; skipped where nginx or openssl is not installed. */
const missing = [
  ['nginx', '-v'],
  ['openssl', 'version'],
].flatMap(([command = '', argument = '']) => {
  try {
    execFileSync(command, [argument], {
      stdio: 'ignore',
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    });
    return [];
  } catch {
    return [command];
  }
});
if (missing.length > 0) console.warn(`${missing.join(' and ')} not installed: docs/examples/nginx.conf is not tried`);

const folder = mkdtempSync(join(tmpdir(), 'portcullis-proxy-'));
const at = (name: string): string => join(folder, name);
const issuer = 'https://id.nl.example';
let issuerKey: CryptoKey;
let harness: Harness;
let proxies: ChildProcess[] = [];

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Call {
  readonly path?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** The client's own address. */
  readonly from?: string;
  /** How long the client reads nothing of the answer, ms. */
  readonly pause?: number;
  readonly signal?: AbortSignal;
}

/** Starts nginx by the example, with the paths and ports of this test. @returns its port, once it answers */
async function startProxy(changes: readonly (readonly [string, string])[] = []): Promise<number> {
  const port = await freePort();
  const upstream = new URL(harness.url).host;
  let example = readPackageFile('docs', 'examples', 'nginx.conf');
  for (const [from, to] of [
    ['server 127.0.0.1:4000;', `server ${upstream};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['/etc/portcullis/tls/', `${folder}/`],
    ['/var/log/nginx/', `${folder}/`],
    ...changes,
  ] as const) {
    if (!example.includes(from)) throw new Error(`nginx.conf has no ${from}`);
    example = example.replaceAll(from, to);
  }
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `${what}_temp_path ${at(what)};`);
  writeFileSync(
    at(`${port}.conf`),
    `daemon off; pid ${at(`${port}.pid`)}; worker_processes 1; events {}\nhttp { ${places.join(' ')}\n${example}\n}\n`,
  );
  const child = spawn('nginx', ['-e', 'stderr', '-c', at(`${port}.conf`)], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  proxies.push(child);
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`);
    if (await call(port, { path: '/' }).catch(() => undefined)) return port;
    await new Promise((done) => setTimeout(done, 20));
  }
}

function call(port: number, { path = '/graphql', body, headers, from, pause, signal }: Call = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, path, ca: readFileSync(at('graph.pem')), servername: 'graph.example.org' },
        ...(from ? { localAddress: from } : {}),
        ...(signal ? { signal } : {}),
        agent: false,
        method: body ? 'POST' : 'GET',
        headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      },
      (response) => {
        let text = '';
        const read = () =>
          response.setEncoding('utf8').on('data', (part: string) => {
            text += part;
          });
        if (pause === undefined) read();
        else setTimeout(read, pause);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body ? JSON.stringify(body) : undefined);
  });
}

/** The headers of somebody whom the gateway believes. */
async function viewer(): Promise<Record<string, string>> {
  const token = await new SignJWT({ client_id: 'desk', role: 'ANALYST' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience('portcullis')
    .setSubject('officer-7')
    .setJti('one')
    .setIssuedAt()
    .setExpirationTime('5 min')
    .sign(issuerKey);
  return { authorization: `Bearer ${token}`, 'query-purpose': 'CUSTOMS_CONTROL' };
}

async function startGateway(): Promise<Harness> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  issuerKey = privateKey;
  writeFileSync(at('keys.json'), JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] }));
  writeFileSync(at('issuers.json'), JSON.stringify([{ issuer, jwks: 'keys.json' }]));
  const bound = `issuers: ["${issuer}"]\n    caseReference: { pattern: 'NLC`;
  return await startHarness({
    policy: parsePolicy({
      matrix: readPackageFile('policy', 'matrix.yaml'),
      agencies: readPackageFile('policy', 'agencies.yaml').replace("caseReference: { pattern: 'NLC", bound),
      operations: readPackageFile('policy', 'operations.yaml'),
    }),
    permissive: false,
    consoleFolder: writeBuilt({}, at('console')),
    settings: { behindProxy: '127.0.0.1', issuers: at('issuers.json'), publicUrl: 'https://graph.example.org' },
  });
}

(missing.length > 0 ? describe.skip : describe)('docs/examples/nginx.conf', () => {
  beforeAll(async () => {
    // The proxy's workers, who are not root, pass through it.
    chmodSync(folder, 0o711);
    const subject = ['-subj', '/CN=graph.example.org', '-addext', 'subjectAltName=DNS:graph.example.org'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', at('graph.key')];
    const made = ['req', '-x509', ...key, '-days', '2', ...subject, '-out', at('graph.pem')];
    execFileSync('openssl', made, { stdio: 'ignore' });
    harness = await startGateway();
  });
  afterEach(async () => {
    const ended = proxies.map((proxy) => new Promise((done) => proxy.once('close', done).kill('SIGTERM')));
    await Promise.all(ended);
    proxies = [];
    harness.restore();
  });
  afterAll(async () => {
    await harness?.close();
  });

  test('answers over TLS, from the gateway alone and on its paths alone', async () => {
    const port = await startProxy();
    const { status, text } = await call(port, { headers: await viewer(), body: { query: '{ ships { name } }' } });
    expect([status, JSON.parse(text).data.ships.length]).toEqual([200, 2]);
    expect((await call(port, { path: '/access/v1/evaluation', body: {} })).text).toContain('UNAUTHENTICATED');
    expect((await call(port, { path: '/access/v1/evaluations', body: {} })).text).toContain('UNAUTHENTICATED');
    expect((await call(port, { path: '/.well-known/authzen-configuration' })).status).toBe(200);
    for (const path of ['/livez', '/readyz', '/graphql/', '/index.html']) {
      const other = await call(port, { path });
      expect([path, other.status, /<center>(nginx.*)<\/center>/.exec(other.text)?.[1]]).toEqual([path, 404, 'nginx']);
    }
  });

  test('passes on the console, to the letter, and what it asks', async () => {
    const port = await startProxy();
    const page = await call(port, { path: '/' });
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('{&quot;link&quot;:false}')]);
    expect(await call(port, { path: '/assets/index-Ab3_dEf-.js' })).toEqual({ status: 200, text: script });
    for (const path of ['//', '/assets/../', '/assets/%2e%2e/', '/?x', '/assets//index-Ab3_dEf-.js'])
      expect([path, await call(port, { path })]).toEqual([path, { status: 404, text: '{"status":"not found"}' }]);
    expect((await call(port, { path: '/schema.graphql' })).text).toContain('UNAUTHENTICATED');
    expect((await call(port, { path: '/export', body: {} })).text).toContain('UNAUTHENTICATED');
  });

  test('states the address of the client, whatever the client states', async () => {
    const port = await startProxy();
    harness.log.refused.length = 0;
    await call(port, { from: '127.0.0.2' });
    await call(port, { from: '127.0.0.3', headers: { 'x-forwarded-for': ['192.0.2.7', '127.0.0.1'] } });
    await call(port, { from: '127.0.0.4', headers: { forwarded: 'for=192.0.2.7', 'x-real-ip': '192.0.2.7' } });
    expect(harness.log.refused.map(({ party }) => party)).toEqual(['127.0.0.2', '127.0.0.3', '127.0.0.4']);
  });

  test('leaves to the gateway what is refused', async () => {
    const port = await startProxy();
    const body = { query: '{ ships { name } }' };
    const headers = await viewer();
    const long = await call(port, { headers, body: { ...body, variables: { text: 'x'.repeat(1_050_000) } } });
    expect([long.status, JSON.parse(long.text).errors[0].extensions.code]).toEqual([413, 'BODY_TOO_LARGE']);
    const twice = await call(port, { body, headers: { ...headers, 'query-purpose': ['CUSTOMS_CONTROL', 'TRAINING'] } });
    expect([twice.status, JSON.parse(twice.text).errors[0].extensions.code]).toEqual([400, 'DUPLICATE_HEADER']);
    const upgrade = { ...headers, connection: 'upgrade', upgrade: 'websocket' };
    expect((await call(port, { body, headers: upgrade })).status).toBe(200);
  });

  test('writes no body and no answer to the disk, however slow the client is', async () => {
    const port = await startProxy([['portcullis-error.log crit;', 'warnings.log warn;']]);
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `${name}: echo(text: $text)`);
    const { status, text } = await call(port, {
      headers: await viewer(),
      body: { query: `query Q($text: String) { ${names.join(' ')} }`, variables: { text: 'x'.repeat(900_000) } },
      pause: 500,
    });
    expect([status, text.length > 7_000_000]).toEqual([200, true]);
    expect(readFileSync(at('warnings.log'), 'utf8')).not.toContain('buffered to a temporary file');
  });

  test('has no query string in its logs, even of what could not be passed on', async () => {
    const port = await startProxy([[`server ${new URL(harness.url).host};`, 'server 127.0.0.1:1;']]);
    const { status } = await call(port, { path: '/graphql?query=%7Bships%28name%3A%22Geheim%22%29%7D' });
    expect(status).toBe(502);
    // nginx writes the line once the answer has left.
    while (!/^127\.0\.0\.1 \[\S+\] GET \/graphql 502 /m.test(readFileSync(at('portcullis.log'), 'utf8')))
      await new Promise((done) => setTimeout(done, 20));
    for (const log of ['portcullis.log', 'portcullis-error.log'])
      expect(readFileSync(at(log), 'utf8')).not.toContain('Geheim');
  });

  test('tells the gateway that a client hung up', async () => {
    const port = await startProxy();
    const hangUp = new AbortController();
    const asked = call(port, {
      headers: await viewer(),
      body: { query: '{ slow(ms: 60000) }' },
      signal: hangUp.signal,
    });
    setTimeout(() => hangUp.abort(), 500);
    await expect(asked).rejects.toThrow();
    for (;;) {
      if (harness.lines.some(({ code }) => code === 'CLIENT_CLOSED')) break;
      await new Promise((done) => setTimeout(done, 20));
    }
  });
});
