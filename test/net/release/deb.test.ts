import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packageFile, version } from '../../../schema/files.js';
import { type Ended, makeRelease, removeReleases, runBare } from './released.js';

/*
 * The Debian package of a release, held to lintian, installed in a root of Debian's own beside its PostgreSQL, and run there as the
 * unit does, but for what systemd alone does: the sandbox is judged, not run.
 */
const needed = ['dpkg-deb', 'lintian', 'debootstrap', 'systemd-analyze'];
const missing = needed.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0);
if (process.geteuid?.() !== 0) missing.push('root');
const title = 'the Debian package of a release';
const suite = missing.length === 0 ? describe : describe.skip;

let folder = '';
let root = '';
const unit = readFileSync(packageFile('docs', 'examples', 'portcullis.service'), 'utf8');
const memberOf = (member: string): string => new RegExp(`^${member}=(.*)$`, 'm').exec(unit)?.[1] ?? '';
/** Arguments of `unshare` that run a program in the root. Why mounts of its own: they are gone with it, and nothing is left to unmount. */
const inRootArgs = (...args: string[]): string[] => {
  const enter = 'mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && exec chroot "$0" "$@"';
  return ['--mount', '--propagation', 'private', 'sh', '-ec', enter, root, ...args];
};
const clean = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
const inRoot = (...args: string[]): Ended => runBare('unshare', inRootArgs(...args), clean);
const shell = (text: string): Ended => inRoot('sh', '-ec', text);

suite(missing.length === 0 ? title : `${title} (skipped: no ${missing.join(', ')})`, () => {
  let deb: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-deb-'));
    root = join(folder, 'root');
    const release = await makeRelease('deb');
    deb = join(release.folder, `portcullis_${version()}_all.deb`);
    const packages = 'nodejs,adduser,postgresql,ca-certificates';
    expect(runBare('debootstrap', ['--variant=minbase', `--include=${packages}`, 'trixie', root])).toMatchObject({
      code: 0,
    });
  }, 1_800_000);
  afterAll(() => {
    shell('pg_ctlcluster 17 main stop');
    removeReleases();
    rmSync(folder, { recursive: true, force: true });
  });

  test('lintian finds no error', () => {
    const { code, out } = runBare('lintian', ['--fail-on', 'error', deb]);
    expect([code, out.split('\n').filter((line) => line.startsWith('E:'))]).toEqual([0, []]);
  }, 600_000);

  test('systemd takes the unit, and finds its sandbox tight', () => {
    const path = join(folder, 'portcullis.service');
    writeFileSync(path, unit.replace('/usr/bin/portcullis', '/bin/true'));
    const { code, err } = runBare('systemd-analyze', ['verify', '--man=no', path]);
    expect([code, err.split('\n').filter((line) => line.includes('portcullis.service'))]).toEqual([0, []]);
    expect(runBare('systemd-analyze', ['security', '--offline=true', '--threshold=20', path])).toMatchObject({
      code: 0,
    });
  });

  test('it installs, prepares a database as its page says, serves in production, has its log verified, and leaves the keys when purged', async () => {
    copyFileSync(deb, join(root, 'portcullis.deb'));
    expect(inRoot('dpkg', '--install', '/portcullis.deb')).toMatchObject({ code: 0 });
    expect(inRoot('portcullis', '--version')).toMatchObject({ code: 0, out: `${version()}\n` });
    expect(shell('stat -c "%U %a" /var/lib/portcullis').out).toBe('portcullis 700\n');
    // Why not runuser: it stays the parent, and ends by the signal, not by the server's exit code.
    const asUser =
      'setpriv --reuid=portcullis --regid=portcullis --init-groups env NODE_ENV=production PORTCULLIS_CONFIG=/etc/portcullis/portcullis.yaml PORTCULLIS_DATA=/var/lib/portcullis';
    expect(memberOf('Environment')).toBe(asUser.split(' env ')[1]);
    expect(
      shell(`pg_ctlcluster 17 main start
        runuser -u postgres -- createdb portcullis
        cd /
        runuser -u portcullis -- portcullis database prepare --print --database-passwords /var/lib/portcullis/database.json |
          runuser -u postgres -- psql --quiet --dbname portcullis --set ON_ERROR_STOP=1`),
    ).toMatchObject({ code: 0 });
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const etc = join(root, 'etc', 'portcullis');
    mkdirSync(etc, { recursive: true });
    writeFileSync(
      join(etc, 'keys.json'),
      JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256' }] }),
    );
    writeFileSync(
      join(etc, 'issuers.json'),
      JSON.stringify([{ issuer: 'https://login.customs.example', jwks: 'keys.json' }]),
    );
    const settings = [
      'databaseUrl: postgres://127.0.0.1/portcullis',
      'databasePasswords: /var/lib/portcullis/database.json',
    ];
    writeFileSync(
      join(etc, 'portcullis.yaml'),
      [...settings, 'issuers: /etc/portcullis/issuers.json', 'port: 4519', ''].join('\n'),
    );
    const server = spawn(
      'unshare',
      inRootArgs('sh', '-c', `cd / && exec ${asUser} ${memberOf('ExecStart').replace('auto', '2')}`),
      {
        env: clean,
      },
    );
    const ended = new Promise((resolve) => server.once('close', resolve));
    try {
      let said = '';
      for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (said += text));
      while (!said.includes('ready at') && server.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 200));
      const ready = await fetch('http://127.0.0.1:4519/readyz').then(
        ({ status }) => status,
        () => said,
      );
      expect(ready).toBe(200);
      expect(shell(`cd / && ${asUser} portcullis audit verify`)).toMatchObject({ code: 0 });
    } finally {
      server.kill('SIGTERM');
    }
    expect(await ended).toBe(0);
    expect(inRoot('dpkg', '--purge', 'portcullis')).toMatchObject({ code: 0 });
    expect(existsSync(join(root, 'usr', 'lib', 'portcullis'))).toBe(false);
    expect(existsSync(join(root, 'var', 'lib', 'portcullis', 'keys'))).toBe(true);
  }, 600_000);
});
