import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { version } from '../../../schema/files.js';
import { makeRelease, type Release, removeReleases, runBare } from './released.js';

/* A release is made twice, its checksums verified, its tarball installed where there is nothing but Node.js and npm, and run. */
const folder = mkdtempSync(join(tmpdir(), 'portcullis-pack-'));
// Why: as root, the database has another user, who must be able to enter.
chmodSync(folder, 0o711);
const data = join(folder, 'data');
const bin = join(folder, 'prefix', 'bin', 'portcullis');
const installed = join(folder, 'prefix', 'lib', 'node_modules', 'portcullis');
let release: Release;

const bytesOf = (name: string) => readFileSync(join(release.folder, name));
const portcullis = (...args: string[]) => runBare(bin, [...args, '--data', data, '--log-level', 'error']);

beforeAll(async () => {
  release = await makeRelease('first');
}, 900_000);
afterAll(() => {
  removeReleases();
  rmSync(folder, { recursive: true, force: true });
});

test('a second run makes the same bytes', async () => {
  const second = await makeRelease('second');
  const names = readdirSync(second.folder);
  expect(names).toEqual(readdirSync(release.folder));
  for (const name of names)
    expect([name, readFileSync(join(second.folder, name)).equals(bytesOf(name))]).toEqual([name, true]);
}, 900_000);

test('a stranger verifies all of it by sha256sum and ssh-keygen, and sees one changed byte, and a signature for something else', () => {
  const signers = join(folder, 'signers');
  writeFileSync(
    signers,
    `releases@portcullis.example namespaces="portcullis-release" ${readFileSync(`${release.key}.pub`, 'utf8')}`,
  );
  const verify = (sums: string, namespace = 'portcullis-release') =>
    runBare('sh', [
      '-c',
      'ssh-keygen -Y verify -f "$0" -I releases@portcullis.example -n "$3" -s "$1/SHA256SUMS.sig" < "$2" && cd "$1" && sha256sum --check --strict "$2"',
      ...[signers, release.folder, sums, namespace],
    ]).code;
  const sums = join(release.folder, 'SHA256SUMS');
  expect(verify(sums)).toBe(0);
  expect(verify(sums, 'file')).not.toBe(0);
  const changed = join(folder, 'changed');
  copyFileSync(sums, changed);
  appendFileSync(changed, '\n');
  expect(verify(changed)).not.toBe(0);
  const named = readFileSync(sums, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(66));
  expect(named).toEqual(readdirSync(release.folder).filter((name) => !name.startsWith('SHA256SUMS')));
});

test('the list of parts names every package that is shipped, in its version, and none that only builds', () => {
  const { components, metadata } = JSON.parse(String(bytesOf(`portcullis-${version()}.cdx.json`)));
  expect([metadata.component.name, metadata.component.version]).toEqual(['portcullis', version()]);
  const listed = components.map((each: { name: string; version: string }) => `${each.name}@${each.version}`);
  const unpacked = join(folder, 'unpacked');
  mkdirSync(unpacked);
  runBare('tar', ['-x', '-f', join(release.folder, `portcullis-${version()}.tgz`), '-C', unpacked]);
  const packages = readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
    .filter((path) => /node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path))
    .map((path) => JSON.parse(readFileSync(join(unpacked, path), 'utf8')) as { name: string; version: string });
  expect(packages.length).toBeGreaterThan(200);
  expect(packages.map((each) => `${each.name}@${each.version}`).filter((each) => !listed.includes(each))).toEqual([]);
  expect(listed.filter((each: string) => /^(?:typescript|jest|vite|@biomejs\/biome)@/.test(each))).toEqual([]);
});

test('one command installs it, and no registry is needed but for the embedded PostgreSQL', () => {
  const tarball = join(release.folder, `portcullis-${version()}.tgz`);
  const install = (prefix: string, ...more: string[]) =>
    runBare('npm', ['install', '--global', '--prefix', join(folder, prefix), ...more, tarball]);
  const withoutNetwork = ['--omit=optional', '--offline', '--cache', join(folder, 'cache')];
  expect(install('apart', ...withoutNetwork)).toMatchObject({ code: 0 });
  expect(runBare(join(folder, 'apart', 'bin', 'portcullis'), ['--version'])).toMatchObject({
    code: 0,
    out: `${version()}\n`,
  });
  expect(install('prefix')).toMatchObject({ code: 0 });
  for (const name of ['typescript', 'jest', 'vite'])
    expect(existsSync(join(installed, 'node_modules', name))).toBe(false);
}, 600_000);

test('what is installed starts, shows its console, plays the demonstration, and its log is verified by it and without it', async () => {
  mkdirSync(data);
  const server = spawn(bin, ['start', '--data', data, '--port', '0', '--log-level', 'error'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
  });
  let out = '';
  server.stdout.on('data', (text) => (out += text));
  server.stderr.on('data', (text) => (out += text));
  const ended = new Promise((resolve) => server.once('close', resolve));
  try {
    while (!/More: /.test(out) && server.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 100));
    const [url = out] = /http:\/\/[\d.]+:\d+/.exec(out) ?? [];
    const page = await (await fetch(`${url}/`)).text();
    const [, script = ''] = /src="\.\/(assets\/[^"]+\.js)"/.exec(page) ?? [];
    expect((await fetch(`${url}/${script}`)).status).toBe(200);
    expect(portcullis('demo', '--url', `${url}/graphql`)).toMatchObject({ code: 0 });
    expect(portcullis('audit', 'verify')).toMatchObject({ code: 0 });
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const file = join(folder, 'log.export');
    expect(portcullis('audit', 'export', '--from', yesterday, '--log', 'main', '--output', file)).toMatchObject({
      code: 0,
    });
    const key = portcullis('audit', 'export', '--public-keys', '--log', 'main').out.trim();
    const tool = join(installed, 'tools', 'verify-audit.mjs');
    expect(runBare(process.execPath, [tool, 'export', file, '--key', key])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^VERIFIED\n/),
    });
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}, 600_000);
