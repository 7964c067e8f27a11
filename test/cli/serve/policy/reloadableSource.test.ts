import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Serving } from '../../../../cli/instance/serving.js';
import { initPolicy } from '../../../../cli/policy/init.js';
import { type LocalSource, openLocalSource } from '../../../../cli/serve/localSources.js';
import {
  createReloadableSource,
  OVERLAP_MS,
  type ReloadableSource,
} from '../../../../cli/serve/policy/reloadableSource.js';
import { parsePolicy } from '../../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../../policy/loading/policyFiles.js';
import type { Policy } from '../../../../policy/policy.js';
import { requestOf } from '../../../subgraphs/cargo/requests.js';
import { ownTestDatabase } from '../../../support/runner/ownTestDatabase.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-turning-'));
const directory = join(folder, 'policy');
const said: string[] = [];
const database = await ownTestDatabase({ sources: ['cargo'] });
let source: LocalSource;
let turning: ReloadableSource;
let now = 0;

const policyNow = (): Policy => parsePolicy(readPolicyFiles(directory));

/** Gives the agency `NL-CUSTOMS` another contact, and the policy another version. */
function edit(file: string, from: string, to: string): Policy {
  const path = join(directory, file);
  const before = readFileSync(path, 'utf8');
  expect(before).toContain(from);
  writeFileSync(path, before.replace(from, to));
  return policyNow();
}

async function answered(policy: Policy): Promise<string> {
  const { data, errors } = await turning.subgraph.execute({
    query: '{ __typename }',
    session: requestOf(policy, 'NL-CUSTOMS'),
  });
  return data ? 'answered' : String(errors?.[0]?.extensions.code);
}

beforeEach(() => {
  rmSync(directory, { recursive: true, force: true });
  initPolicy(directory);
  said.length = 0;
  const keys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const context = { policy: policyNow(), keys, databases: { url: () => database.url('cargo') } };
  const log = pino({}, { write: (line: string) => void said.push(line) });
  const serving = { settings: { sourceConnections: 2, policyDir: directory }, context, log } as unknown as Serving;
  source = openLocalSource('cargo', serving);
  turning = createReloadableSource(source, serving, () => now);
});

afterEach(() => source.close());

describe('a source that is told to read its policy again', () => {
  test('decides by the policy that the gateway states, of the new one and the one before', async () => {
    const first = policyNow();
    const second = edit('agencies.yaml', 'customs-desk@nl.example.org', 'other-desk@nl.example.org');
    expect([await answered(first), await answered(second)]).toEqual(['answered', 'SOURCE_POLICY_OTHER']);
    turning.reload();
    expect([await answered(first), await answered(second)]).toEqual(['answered', 'answered']);
    expect(said.join()).toContain(`"from":"${first.version}","to":"${second.version}"`);
  });

  test('decides by the one before for ten minutes and no longer, whatever the gateway states', async () => {
    const first = policyNow();
    const second = edit('agencies.yaml', 'customs-desk@nl.example.org', 'other-desk@nl.example.org');
    turning.reload();
    now += OVERLAP_MS - 1;
    expect(await answered(first)).toBe('answered');
    now += 1;
    expect([await answered(first), await answered(second)]).toEqual(['SOURCE_POLICY_OTHER', 'answered']);
  });

  test('goes on for as long as before where nothing was changed', async () => {
    const first = policyNow();
    const second = edit('agencies.yaml', 'customs-desk@nl.example.org', 'other-desk@nl.example.org');
    turning.reload();
    turning.reload();
    expect([await answered(first), await answered(second)]).toEqual(['answered', 'answered']);
  });

  test('refuses a directory with a mistake, says why, and serves on by what it had', async () => {
    const first = policyNow();
    writeFileSync(
      join(directory, 'agencies.yaml'),
      readFileSync(join(directory, 'agencies.yaml'), 'utf8').replace('kind: POLICE_MS', 'kind: POLICE'),
    );
    turning.reload();
    expect(said.join()).toMatch(/reload refused, the old policy stays: .*agencies\.yaml:\d+:\d+/);
    expect(await answered(first)).toBe('answered');
  });
});
