import { describe, expect, test } from '@jest/globals';
import { readSettings, settingNames, switchOf, variableOf } from '../../cli/config.js';

describe('the settings', () => {
  test('take a switch before the environment, and the environment before the default', () => {
    const { settings, rows } = readSettings({ port: '5000' }, { PORTCULLIS_PORT: '6000', PORTCULLIS_HOST: '::1' });
    expect(settings).toMatchObject({ port: 5000, host: '::1', deadlineMs: 10_000 });
    const source = Object.fromEntries(rows.map((row) => [row.name, row.source]));
    expect(source).toMatchObject({ port: 'switch', host: 'environment', deadlineMs: 'default' });
  });

  test('are each a switch and a variable, with a meaning', () => {
    for (const row of readSettings({}, {}).rows) expect(row.meaning).not.toBe('');
    expect(settingNames.map(switchOf)).toContain('--source-timeout-ms');
    expect(variableOf('sourceTimeoutMs')).toBe('PORTCULLIS_SOURCE_TIMEOUT_MS');
    expect(variableOf('databaseUrlCargo')).toBe('DATABASE_URL_CARGO');
  });

  test('never show a connection string', () => {
    const { rows } = readSettings({}, { DATABASE_URL: 'postgres://someone:secret@localhost/x' });
    expect(JSON.stringify(rows)).not.toContain('secret');
  });

  test('refuse a value that cannot be used in one line that names switch and variable', () => {
    expect(() => readSettings({ port: 'many' }, {})).toThrow(/^--port \(PORTCULLIS_PORT\): .*\./);
  });

  test('read words for yes and no', () => {
    expect(readSettings({}, { PORTCULLIS_DEMO: 'false' }).settings.demo).toBe(false);
    expect(readSettings({ demo: false }, { PORTCULLIS_DEMO: 'true' }).settings.demo).toBe(false);
  });

  test('take an empty variable for one that is not set', () => {
    expect(readSettings({}, { PORTCULLIS_PORT: '' }).settings.port).toBe(4000);
  });

  test('are in production exactly where NODE_ENV says production', () => {
    expect(readSettings({}, { NODE_ENV: 'production' }).settings.production).toBe(true);
    expect(readSettings({}, { NODE_ENV: 'test' }).settings.production).toBe(false);
  });
});
