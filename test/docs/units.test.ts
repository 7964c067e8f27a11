import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { readPackageFile } from '../../schema/files.js';
import { patient, type RunningCommand, runCommand, temporaryDataDirectory } from '../support/command.js';
import { closedAfter } from '../support/runner/closedAfter.js';

/* The units of docs/examples are taken by systemd, where it is installed; what they start runs, is reloaded and ends as they say. */
const units = [
  ...['portcullis.service', 'portcullis-watch.service'],
  ...['portcullis-nightly.service', 'portcullis-nightly.timer'],
];
const program = '/usr/bin/portcullis ';
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
if (!hasSystemd) console.warn('systemd-analyze not installed: the units of docs/examples are not verified by systemd');

const folder = mkdtempSync(join(tmpdir(), 'portcullis-units-'));
const directory = temporaryDataDirectory('portcullis units ');
const inbox = join(folder, 'inbox');

beforeAll(() => {
  mkdirSync(inbox);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), alg: 'ES256' };
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys: [jwk] }));
  const issuers = [{ issuer: 'https://login.customs.example', jwks: 'keys.json' }];
  writeFileSync(join(folder, 'issuers.json'), JSON.stringify(issuers));
  // Why without: the database is the embedded one.
  const settings = readPackageFile('packaging', 'debian', 'portcullis.yaml').replaceAll(/^database.*\n/gm, '');
  const own = settings
    .replace('/etc/portcullis/issuers.json', join(folder, 'issuers.json'))
    .replace('port: 4000', 'port: 0');
  writeFileSync(join(folder, 'portcullis.yaml'), own);
});

/** The values of a member of a unit, in order. */
function valuesOf(unit: string, member: string): readonly string[] {
  const lines = readPackageFile('docs', 'examples', unit)
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines.filter((line) => line.startsWith(`${member}=`)).map((line) => line.slice(member.length + 1));
}

/** What stands in place of what a unit says, for this test. */
const moved: readonly (readonly [RegExp, string])[] = [
  [/\/var\/lib\/portcullis/, directory.path],
  [/\/etc\/portcullis/, folder],
  [/\/srv\/inbox\/sanctions/, inbox],
  [/^auto$/, '2'],
];

/** Starts what a unit starts. */
function startUnit(unit: string): RunningCommand {
  const words = (line = ''): readonly string[] =>
    line.split(' ').map((word) => moved.reduce((all, [from, to]) => all.replace(from, to), word));
  const environment = valuesOf(unit, 'Environment')
    .flatMap(words)
    .map((word) => word.split('='));
  const [begun = ''] = valuesOf(unit, 'ExecStart');
  expect(begun.slice(0, program.length)).toBe(program);
  return runCommand(words(begun.slice(program.length)), {
    ...patient,
    ...(Object.fromEntries(environment) as Record<string, string>),
  });
}

(hasSystemd ? test.each(units) : test.skip.each(units))('systemd has nothing to say against %s', (unit) => {
  const text = readPackageFile('docs', 'examples', unit).replaceAll(program, `${process.execPath} `);
  writeFileSync(join(folder, unit), text);
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', join(folder, unit)], {
    encoding: 'utf8',
  });
  // It also speaks of units of the machine.
  expect([status, stderr.split('\n').filter((line) => line.includes(unit))]).toEqual([0, []]);
});

test.each([
  ['', '', ['keys --renew', 'keys --export /srv/escrow/keys-.age --to age1example']],
  [
    '',
    '/srv/key copies',
    ['keys --renew --copies /srv/key copies', 'keys --export /srv/escrow/keys-.age --to age1example'],
  ],
  [
    '/srv/the backups',
    '',
    [
      ...['backup /srv/the backups --keep 14d', 'backup verify /srv/the backups --in /srv/the backups/verify'],
      ...['keys --renew --copies /srv/the backups', 'keys --export /srv/escrow/keys-.age --to age1example'],
    ],
  ],
])(
  'the night renews the keys of the log, and with BACKUPS=%s makes and verifies a backup before, and copies what it closes (COPIES=%s)',
  (backups, copies, said) => {
    const lines = [...valuesOf('portcullis-nightly.service', 'ExecStart')];
    const [last = ''] = valuesOf('portcullis-nightly.service', 'ExecStopPost');
    const started = [...lines, last].flatMap((line) => {
      const shell = line.replace(/^\/bin\/sh -c '(.*)'$/, '$1').replaceAll(/(?:exec )?\/usr\/bin\/portcullis/g, 'echo');
      const env = {
        BACKUPS: backups,
        COPIES: copies,
        ESCROW: '/srv/escrow',
        ESCROW_TO: 'age1example',
        PATH: '/usr/bin:/bin',
      };
      const { status, stdout } = spawnSync('/bin/sh', ['-c', shell], { env, encoding: 'utf8' });
      expect(status).toBe(0);
      return stdout
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:+]+/g, '')
        .split('\n')
        .slice(0, -1);
    });
    expect(started).toEqual(said);
  },
);

test('the service serves, is reloaded and ends; the watcher takes in a file beside it', async () => {
  const server = closedAfter(startUnit('portcullis.service'));
  await server.until(/ready at/);
  const watcher = startUnit('portcullis-watch.service');
  await watcher.until(/WATCHING/);
  writeFileSync(join(inbox, 'attacks.csv'), 'date,longitude,latitude,vessel_name\n2001-01-01,1,2,Exemplar\n');
  while (!existsSync(join(inbox, 'done'))) await pause(50);
  const reload = valuesOf('portcullis.service', 'ExecReload')[0]?.replace('$MAINPID', String(server.process.pid));
  spawnSync('/bin/sh', ['-c', reload ?? '']);
  while (!server.err().includes('every worker is new')) await pause(50);
  expect(await watcher.close()).toBe(0);
  expect(await server.close()).toBe(0);
}, 300_000);
