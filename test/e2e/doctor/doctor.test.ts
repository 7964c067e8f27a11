import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { Report } from '../../../cli/doctor/examine.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { freePort } from '../../support/waiting/listen.js';

/* `portcullis doctor` beside a server with its own PostgreSQL, and after the end of both. */
const directory = temporaryDataDirectory('portcullis doctor e2e ');
const port = String(await freePort());
const server = closedAfter(runCommand(['start', '--data', directory.path, '--port', port, '--no-demo']));
beforeAll(() => server.until(/ready at/), 120_000);

async function doctor(...more: readonly string[]) {
  const command = runCommand(['doctor', '--data', directory.path, '--port', port, '--json', ...more]);
  const code = await command.ended;
  expect(command.err()).toBe('');
  const report = JSON.parse(command.out()) as Report;
  return { code, report, bad: report.findings.filter(({ severity }) => severity !== 'OK').map(({ check }) => check) };
}

/** Files that a look could leave or change, with when they were changed. */
const filesNow = (): readonly string[] =>
  ['.', 'keys'].flatMap((folder) =>
    readdirSync(join(directory.path, folder)).map((name) => {
      const path = join(directory.path, folder, name);
      return `${path} ${statSync(path).isDirectory() ? '' : statSync(path).mode}`;
    }),
  );

test('beside a server that is well there is nothing wrong, warnings end with 1 and faults with 2, and nothing changes', async () => {
  const before = filesNow();
  const [well, warned, faulty] = await Promise.all([
    doctor(),
    doctor('--log-timeout-ms', '60000'),
    doctor('--host', '0.0.0.0'),
  ]);
  expect([well.code, well.bad, well.report.notMade]).toEqual([0, [], []]);
  expect([warned.code, warned.bad]).toEqual([1, ['settings']]);
  expect(faulty.code).toBe(2);
  expect(well.report.findings).toContainEqual(
    expect.objectContaining({
      check: 'logs',
      message: expect.stringMatching(/^main, .*main\.register extend their heads\.$/),
    }),
  );
  expect(well.report.findings).toContainEqual(expect.objectContaining({ check: 'serving', message: 'It is ready.' }));
  expect(filesNow()).toEqual(before);
}, 60_000);

test('after the end of both it says what does not run, and starts nothing', async () => {
  await server.close();
  const { code, bad, report } = await doctor();
  expect([code, bad]).toEqual([2, ['database', 'serving']]);
  expect(report.notMade).toContain('logs');
  expect(report.findings[0]).toMatchObject({ message: `No database runs in ${directory.path}.` });
  expect(readdirSync(join(directory.path, 'database', 'cluster'))).not.toContain('postmaster.pid');
}, 60_000);
