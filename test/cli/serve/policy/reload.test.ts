import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { CommandContext } from '../../../../cli/commandContext.js';
import type { Serving } from '../../../../cli/instance/serving.js';
import { initPolicy } from '../../../../cli/policy/init.js';
import { createReload, reloadOnHangUp } from '../../../../cli/serve/policy/reload.js';
import { type ReloadableContext, reloadable } from '../../../../cli/serve/policy/reloadableContext.js';
import { parsePolicy } from '../../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../../policy/loading/policyFiles.js';

/* What takes a policy in, where there is no log that says so. */
const folder = mkdtempSync(join(tmpdir(), 'portcullis-reload-'));
const directory = join(folder, 'policy');
const agencies = join(directory, 'agencies.yaml');
const said: string[] = [];
const done: string[] = [];
let serving: Serving & { readonly context: ReloadableContext };

beforeEach(() => {
  rmSync(directory, { recursive: true, force: true });
  initPolicy(directory);
  said.length = 0;
  done.length = 0;
  serving = {
    settings: { logId: 'main', policyDir: directory },
    context: reloadable({
      policy: parsePolicy(readPolicyFiles(directory)),
      headsDirectory: folder,
      keys: { link: Buffer.alloc(32) },
      databases: { auditWriterUrl: 'postgres://nobody@127.0.0.1:1/none' },
    } as unknown as CommandContext),
    log: pino({}, { write: (line: string) => void said.push(line) }),
    lifecycle: {},
  } as unknown as typeof serving;
});

const prepare = async () => {
  done.push('prepared');
  return () => void done.push('taken in');
};
const edit = (from: string, to: string) => writeFileSync(agencies, readFileSync(agencies, 'utf8').replace(from, to));

async function untilSaid(what: RegExp): Promise<void> {
  for (let i = 0; i < 500 && !what.test(said.join('')); i += 1) await sleep(20);
  expect(said.join('')).toMatch(what);
}

describe('a policy that was changed', () => {
  test('is not taken in where the log cannot be told of it', async () => {
    const reload = createReload(serving, prepare);
    edit('customs-desk@nl.example.org', 'harbour-desk@nl.example.org');
    reload();
    await untilSaid(/reload refused, the old policy stays: .*database cannot be reached/);
    expect(done).toEqual(['prepared']);
    expect(serving.context.policy.agencies['NL-CUSTOMS']?.contact).toBe('customs-desk@nl.example.org');
  });

  test('that nothing can be made ready for is refused before the log is asked', async () => {
    const reload = createReload(serving, async () => {
      throw new Error('a setting does not do');
    });
    edit('customs-desk@nl.example.org', 'harbour-desk@nl.example.org');
    reload();
    await untilSaid(/reload refused, the old policy stays: a setting does not do/);
  });

  test('is taken in only where a directory is set: the line says so, and nothing is read', async () => {
    const { policyDir: _none, ...settings } = serving.settings;
    reloadOnHangUp({ ...serving, settings } as typeof serving, { prepare });
    serving.lifecycle.onHangUp?.();
    await untilSaid(/no policy directory is set \(--policy-dir\)/);
    expect(done).toEqual([]);
  });
});

test('a policy that is as it was needs no entry, and has the rest of the files read again', async () => {
  createReload(serving, prepare)();
  await untilSaid(/the policy is unchanged/);
  expect(done).toEqual(['prepared', 'taken in']);
});
