import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { packageFile } from '../../schema/files.js';
import { type RunningCommand, runCommand, runCurlLine, temporaryDataDirectory } from '../support/command.js';
import { postJson } from '../support/load.js';
import { closedAfter } from '../support/runner/closedAfter.js';

const directory = temporaryDataDirectory();
const start = (...more: string[]): RunningCommand =>
  runCommand(['start', '--data', directory.path, '--port', '0', ...more]);

interface Answer {
  readonly data: Record<string, never> | null;
  readonly errors?: unknown;
  readonly extensions: {
    readonly audit: { readonly index: number; readonly leafHash: string };
    readonly withheld?: unknown[];
  };
}

async function curls(server: RunningCommand): Promise<Answer[]> {
  const lines = server
    .out()
    .split('\n')
    .filter((line) => line.startsWith('curl '));
  const answers: Answer[] = [];
  for (const line of lines) answers.push(JSON.parse((await runCurlLine(line)).text) as Answer);
  return answers;
}

async function verify(): Promise<{ readonly code: number | null; readonly logs: { log: string; size: number }[] }> {
  const command = runCommand(['audit', 'verify', '--json', '--data', directory.path]);
  const code = await command.ended;
  return { code, logs: JSON.parse(command.out().trim().split('\n').at(-1) ?? '{}').logs };
}

let server = closedAfter(start());
beforeAll(() => server.until(/More: /));

/** Exchanges a code, as the page does. */
async function exchange(base: string, asked: object) {
  const headers = { origin: base, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(asked) };
  const response = await fetch(`${base}/console/sign-in`, init);
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

/** Fetches a file to its end. */
async function fetchWhole(url: URL) {
  const response = await fetch(url);
  const { status, headers } = response;
  return { status, headers, bytes: (await response.arrayBuffer()).byteLength };
}

describe('portcullis start on an empty data directory', () => {
  test('prints first of all a link, whose code signs in once; then another link', async () => {
    const shown = /\nOpen in a browser: (\S+)\/#\/sign-in\?code=(\S+)\n+Portcullis is ready at/;
    const [, base = '', code = ''] = shown.exec(server.out()) ?? [];
    const { body: first } = await exchange(base, { code });
    expect(await exchange(base, { code })).toMatchObject({ status: 403 });
    const { body: second } = await exchange(base, { code: first.code, agency: 'PL-BORDER', role: 'ANALYST' });
    const query = '{ viewer { subject role agency { id } } }';
    const answer = await postJson(`${base}/graphql`, { authorization: `Bearer ${second.token}` }, { query });
    const viewer = { subject: 'demo-analyst', role: 'ANALYST', agency: { id: 'PL-BORDER' } };
    expect(await answer.json()).toMatchObject({ data: { viewer } });
    const [, next = ''] = await server.until(/used\..*code=(\S+)\n/);
    expect(await exchange(base, { code: next })).toMatchObject({ status: 200 });
  });

  test('serves the console at the link, and every file that its page names', async () => {
    const [, link = ''] = /Open in a browser: (\S+)/.exec(server.out()) ?? [];
    const page = await (await fetch(link)).text();
    expect(page).toContain('content="{&quot;link&quot;:true}"');
    const named = [...page.matchAll(/(?:src|href)="(\.\/assets\/[^"]+)"/g)].map(([, file]) => file as string);
    expect(named.length).toBeGreaterThan(1);
    for (const file of named) {
      const { status, headers, bytes } = await fetchWhole(new URL(file, link));
      expect([file, status, headers.get('cache-control')]).toEqual([file, 200, expect.stringContaining('immutable')]);
      expect(bytes).toBeGreaterThan(0);
    }
  });

  test('prints three curl lines that answer data without errors', async () => {
    const answers = await curls(server);
    expect(answers).toHaveLength(3);
    for (const answer of answers) {
      expect(answer.errors).toBeUndefined();
      expect(answer.data).not.toBeNull();
    }
  });

  test('refuses the border guard as docs/POLICY.md quotes it', async () => {
    const quoted = /^\{ "path": .*\}$/m.exec(readFileSync(packageFile('docs', 'POLICY.md'), 'utf8'))?.[0] ?? '';
    const [, border] = await curls(server);
    expect(border?.extensions.withheld).toContainEqual(JSON.parse(quoted));
  });

  test('shows the entitled agency more than the other, and says what it keeps', async () => {
    const [customs, border] = await curls(server);
    expect(JSON.stringify(customs?.data)).toContain('Operation Saltmarsh');
    expect(JSON.stringify(border?.data)).not.toContain('Operation Saltmarsh');
    expect(border?.extensions.withheld?.length).toBeGreaterThan(0);
  });

  test('lets the auditor see the looks that the two left', async () => {
    const [customs, border, auditor] = await curls(server);
    const text = JSON.stringify(auditor?.data);
    for (const look of [customs, border]) expect(text).toContain(`"index":${look?.extensions.audit.index}`);
  });

  test('answers the probes without data', async () => {
    const [base] = server.out().match(/http:\/\/[^/]+/) ?? [''];
    for (const probe of ['livez', 'readyz']) expect((await fetch(`${base}/${probe}`)).status).toBe(200);
  });

  test('refuses a second server on the same data directory in one line', async () => {
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.err().trim().split('\n')).toHaveLength(1);
    expect(second.err()).toContain('Another Portcullis server runs on the data directory');
  });

  test('refuses a port that is taken in one line, and leaves nothing behind', async () => {
    const other = temporaryDataDirectory();
    const [, port = ''] = server.out().match(/:(\d+)\/graphql/) ?? [];
    const second = runCommand(['start', '--data', other.path, '--port', port, '--no-demo']);
    expect(await second.ended).toBe(1);
    expect(second.err().trim()).toMatch(/^portcullis: The port \d+ is taken[^\n]*$/);
    expect(existsSync(other.path)).toBe(false);
  });
});

describe('settings under which anybody would be trusted, or nobody could sign in', () => {
  test.each([
    [['--host', '0.0.0.0'], {}, '--host 0.0.0.0 is not loopback'],
    [[], { NODE_ENV: 'production' }, 'the local development issuer is not accepted'],
    [['--console-issuer', 'https://id.example'], {}, '--console-issuer: give --console-client-id ID too'],
  ])('end the start with one line before anything is made: %j %j', async (more, environment, reason) => {
    const other = temporaryDataDirectory();
    const command = runCommand(
      ['start', '--data', other.path, '--port', '0', ...more],
      environment as Record<string, string>,
    );
    expect(await command.ended).toBe(1);
    expect(command.err().trim().split('\n')).toHaveLength(1);
    expect(command.err()).toContain(reason);
    expect(existsSync(other.path)).toBe(false);
  });
});

describe('a source off loopback', () => {
  test.each([
    [['--host', '0.0.0.0'], '--host 0.0.0.0 is not loopback: a source has no TLS of its own'],
    [
      ['--host', '0.0.0.0', '--tls-cert', 'cert.pem', '--tls-key', 'key.pem'],
      '--tls-cert: a source has no TLS of its own',
    ],
  ])('is not served in clear text: %j', async (more, reason) => {
    const other = temporaryDataDirectory();
    const command = runCommand(['serve', 'persons', '--data', other.path, '--port', '0', ...more]);
    expect(await command.ended).toBe(1);
    expect(command.err().trim().split('\n')).toHaveLength(1);
    expect(command.err()).toContain(reason);
    expect(existsSync(other.path)).toBe(false);
  });
});

describe('a server that was killed', () => {
  test('starts again by itself, and nothing that was acknowledged is lost', async () => {
    const before = await curls(server);
    const last = Math.max(...before.map(({ extensions }) => extensions.audit.index));
    server.process.kill('SIGKILL');
    await server.ended;
    server = closedAfter(start());
    await server.until(/More: /);
    const result = await verify();
    expect(result.code).toBe(0);
    expect(result.logs.find(({ log }) => log === 'main')?.size).toBeGreaterThan(last);
    const [customs] = await curls(server);
    expect(JSON.stringify(customs?.data)).toContain('Operation Saltmarsh');
  });

  test('stops soon after SIGTERM, also where the signal comes twice as through npm, and leaves nothing behind', async () => {
    server.process.kill('SIGTERM');
    setTimeout(() => server.process.kill('SIGTERM'), 20);
    // The last resort, after ten seconds, ends with 1.
    expect(await server.ended).toBe(0);
    expect(existsSync(join(directory.path, 'database', 'cluster', 'postmaster.pid'))).toBe(false);
  });
});
