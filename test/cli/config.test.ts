import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { environmentOf, readSettings } from '../../cli/config.js';
import { readSettingsFile } from '../../cli/settings/file.js';
import { flagOf, settingNames, variableOf } from '../../cli/settings/registry.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-config-'));

const secret = 'postgres://someone:secret@localhost/x';

/** A file of settings of this text, by default one that only its owner reads. */
function fileOf(text: string, mode = 0o600) {
  const path = join(folder, 'portcullis.yaml');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return readSettingsFile(path);
}

describe('the settings', () => {
  test('take a flag before the environment, the environment before the file, and the file before the default', () => {
    const environment = { PORTCULLIS_PORT: '6000', PORTCULLIS_HOST: '::1' };
    const file = () => fileOf('port: 7000\nhost: 10.0.0.1\nmaxDepth: 9 # of ours\ncorsOrigins: [https://a.example]\n');
    const { settings, rows } = readSettings({ port: '5000' }, environment, file);
    expect(settings).toMatchObject({ port: 5000, host: '::1', maxDepth: 9, corsOrigins: ['https://a.example'] });
    const sources = Object.fromEntries(rows.map(({ name, source }) => [name, source]));
    expect(sources).toMatchObject({ port: 'flag', host: 'environment', maxDepth: 'file', deadlineMs: 'default' });
  });

  test('are each a flag and a variable, with a meaning', () => {
    for (const row of readSettings({}, {}).rows) expect(row.meaning).not.toBe('');
    expect(settingNames.map(flagOf)).toContain('--source-timeout-ms');
    expect(variableOf('sourceTimeoutMs')).toBe('PORTCULLIS_SOURCE_TIMEOUT_MS');
    expect(variableOf('databaseUrlCargo')).toBe('DATABASE_URL_CARGO');
  });

  test.each([
    ['the environment', () => readSettings({}, { DATABASE_URL: secret })],
    ['the file', () => readSettings({}, {}, () => fileOf(`databaseUrl: ${secret}`))],
  ])('never show a connection string of %s', (_, read) => {
    const { settings, rows } = read();
    expect(settings.databaseUrl).toBe(secret);
    expect(JSON.stringify(rows)).not.toContain('secret');
  });

  test.each([
    ['a word for no', {}, { PORTCULLIS_DEMO: 'false' }, { demo: false }],
    ['a flag against the environment', { demo: false }, { PORTCULLIS_DEMO: 'true' }, { demo: false }],
    ['an empty variable as none', {}, { PORTCULLIS_PORT: '' }, { port: 4000 }],
    ['NODE_ENV=production', {}, { NODE_ENV: 'production' }, { production: true }],
    ['another NODE_ENV', {}, { NODE_ENV: 'test' }, { production: false }],
    ['what Kubernetes says of a service', {}, { PORTCULLIS_SERVICE_HOST: '10.0.0.1' }, { host: '127.0.0.1' }],
  ])('read %s', (_, flags, environment, settings) => {
    expect(readSettings(flags, environment as Record<string, string>).settings).toMatchObject(settings);
  });

  test('are handed to another process of ours whole, whatever its environment and file say', () => {
    const { settings } = readSettings({ port: '5000' }, { DATABASE_URL: secret }, () => fileOf('maxDepth: 9\n'));
    const inherited = { ...environmentOf(settings), PORTCULLIS_HOST: '::1' };
    expect(readSettings({}, inherited, () => fileOf('maxDept: 7\n')).settings).toEqual(settings);
    expect(readSettings({ logLevel: 'silent' }, inherited).settings).toEqual({ ...settings, logLevel: 'silent' });
  });
});

describe('what cannot be meant is refused in one line that says where', () => {
  const path = join(folder, 'portcullis.yaml');
  const read = (text: string, mode?: number) => () => readSettings({}, {}, () => fileOf(text, mode));

  test.each([
    [
      'a value of a flag',
      () => readSettings({ port: 'many' }, {}),
      /^--port \(PORTCULLIS_PORT\): must be a number\. It means: .*\.$/,
    ],
    ['a part of a number', () => readSettings({ deadlineMs: '1.5' }, {}), /: must be a whole number\. It means/],
    ['no time at all', () => readSettings({ deadlineMs: '0' }, {}), /: must be 1 or more\. It means/],
    [
      'too large a number',
      () => readSettings({ port: '99999' }, {}),
      /: Too big: expected number to be <=65535\. It means/,
    ],
    ['a value of the file', read('host: ::1\nport: many\n'), new RegExp(`^${path}:2: port: .* It means: port to`)],
    ['a member without a value', read('port:\n'), /:1: port needs a plain value or a list\.$/],
    [
      'a member near a setting',
      read('port: 1\n\nmaxDept: 9\n'),
      /:3: there is no setting maxDept\. Did you mean maxDepth\?$/,
    ],
    ['a member near none', read('x: 9\n'), /:1: there is no setting x\. All of them: portcullis config\.$/],
    ['what NODE_ENV alone says', read('production: true\n'), /:1: there is no setting production\./],
    ['a member that appears twice', read('port: 1\nport: 2\n'), /:2:1: a key appears twice\./],
    ['a file that is a list', read('- port\n'), /a file of settings has members/],
    ['a file that is not there', () => readSettingsFile(join(folder, 'none.yaml')), /none\.yaml does not exist\.$/],
    [
      'a variable near one',
      () => readSettings({}, { PORTCULLIS_MAX_DEPHT: '9' }),
      /^PORTCULLIS_MAX_DEPHT: no setting has this variable\. Did you mean PORTCULLIS_MAX_DEPTH\?$/,
    ],
    [
      'a variable near none',
      () => readSettings({}, { PORTCULLIS_X: '9' }),
      /^PORTCULLIS_X: no setting has this variable\. All/,
    ],
    ['a password that everybody may read', read(`databaseUrl: ${secret}\n`, 0o644), /readable by everybody.*chmod o-r/],
    ['a file that everybody may change', read('port: 1\n', 0o606), /writable by everybody.*chmod o-w/],
  ] as const)('%s', (_, reading, message) => {
    expect(reading).toThrow(message);
    expect(reading).not.toThrow(/secret/);
  });

  test.each([
    ['a password that its group reads', `databaseUrl: ${secret}\n`, 0o640],
    ['a place without a password that everybody reads', 'databaseUrl: postgres://db.example/portcullis\n', 0o644],
    ['comments alone', '# nothing yet\n', 0o600],
  ])('but not %s', (_, text, mode) => {
    expect(read(text, mode)).not.toThrow();
  });
});
