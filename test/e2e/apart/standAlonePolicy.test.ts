import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { initPolicy } from '../../../cli/policy/init.js';
import { hangUp } from '../../support/command.js';
import { postJson } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { startSourceAlone } from './sourceAlone.js';

/* A source that stands alone ended by SIGHUP, so that a right that was taken away held until somebody started it again. */
const folder = mkdtempSync(join(tmpdir(), 'portcullis-alone-'));
const own = join(folder, 'policy');
const agencies = join(own, 'agencies.yaml');
initPolicy(own);
const alone = await startSourceAlone([], { PORTCULLIS_POLICY_DIR: own });
const token = await mintToken(alone.dataDirectory, 'NL-CUSTOMS');

/** What became of a question for risk analysis, and under which policy the log has it. */
async function asked(): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'query-purpose': 'RISK_ANALYSIS' };
  const response = await postJson(alone.url, headers, { query: '{ container(id: "CSQU3054383") { __typename } }' });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? 'OK';
}

async function operatorsEntries(): Promise<readonly string[]> {
  const { rows } = await alone.pool.query({
    text: `select kind from audit.entry where log = 'main.cli' and kind in ('INTENT', 'OUTCOME') order by index`,
  });
  return rows.map(({ kind }) => String(kind));
}

test('a source that stands alone takes a policy in by SIGHUP, once it is in the log, and a bad one not at all', async () => {
  expect(await asked()).toBe('OK');
  const before = readFileSync(agencies, 'utf8');
  const entries = await operatorsEntries();
  writeFileSync(
    agencies,
    before.replace('purposes: [CUSTOMS_CONTROL, RISK_ANALYSIS, ', 'purposes: [CUSTOMS_CONTROL, '),
  );
  expect(await asked()).toBe('OK');
  await hangUp(alone.command, /the policy was changed/);
  expect(await asked()).toBe('PURPOSE_NOT_ALLOWED');
  expect((await operatorsEntries()).slice(entries.length)).toEqual(['INTENT', 'OUTCOME']);
  writeFileSync(agencies, before.replace('kind: CUSTOMS_MS', 'kind: CUSTOM_MS'));
  await hangUp(alone.command, /reload refused, the old policy stays: .*CUSTOM_MS/);
  expect(await asked()).toBe('PURPOSE_NOT_ALLOWED');
  writeFileSync(agencies, before);
  await hangUp(alone.command, /the policy was changed/);
  expect(await asked()).toBe('OK');
});
