import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { initPolicy } from '../../../cli/policy/init.js';
import { readPackageFile } from '../../../schema/files.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { createDemoDatabase } from '../../support/demo.js';
import { postJson } from '../../support/load.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-policy-'));
const own = join(folder, 'own');
const data = temporaryDataDirectory();

const harbour = `
  - id: MT-CUSTOMS
    name: Customs of Malta (demonstration)
    kind: COAST_GUARD_MS
    country: MT
    contact: customs-desk@mt.example.org
    originates: []
    roles: [ANALYST]
    purposes: [CUSTOMS_CONTROL]
    clearance: BASIC_PROTECTION_LEVEL
    caseReference: { pattern: 'MTC-\\d{4}', example: MTC-2026 }
`;

describe('a policy directory', () => {
  test('begins as a copy of the product’s, and is never written over', () => {
    expect(initPolicy(own).filter((path) => !path.includes('cases'))).toHaveLength(9);
    for (const name of ['matrix', 'agencies', 'operations'])
      expect(readFileSync(join(own, `${name}.yaml`), 'utf8')).toBe(readPackageFile('policy', `${name}.yaml`));
    expect(existsSync(join(own, 'schemas', 'matrix.schema.json'))).toBe(true);
    writeFileSync(join(own, 'agencies.yaml'), `${readPackageFile('policy', 'agencies.yaml')}${harbour}`);
    rmSync(join(own, 'matrix.yaml'));
    expect(() => initPolicy(own)).toThrow(
      /schemas.matrix\.schema\.json is there already|agencies\.yaml is there already/,
    );
    expect(readFileSync(join(own, 'agencies.yaml'), 'utf8')).toContain('MT-CUSTOMS');
    const kinds = 'kinds: { COAST_GUARD_MS: { like: CUSTOMS_MS } }';
    writeFileSync(join(own, 'matrix.yaml'), readPackageFile('policy', 'matrix.yaml').replace('kinds: {}', kinds));
  });

  test.each([
    [
      'that is not there',
      'nowhere',
      /^portcullis: nowhere\/matrix\.yaml:1:1: cannot be read\. Hint: portcullis policy init/,
    ],
    [
      'with a mistake',
      join(folder, 'wrong'),
      /wrong\/matrix\.yaml:\d+:\d+: categories > cargo\.movement > cells > TAX_MS: "MASK"/,
    ],
  ])('%s starts nothing, and nothing is made', async (what, directory, says) => {
    if (what === 'with a mistake') {
      initPolicy(directory);
      const matrix = readFileSync(join(directory, 'matrix.yaml'), 'utf8').replace('TAX_MS: MASKED', 'TAX_MS: MASK');
      writeFileSync(join(directory, 'matrix.yaml'), matrix);
    }
    const command = runCommand(['start', '--port', '0', '--data', data.path, '--policy-dir', directory]);
    expect(await command.ended).toBe(1);
    expect(command.err()).toMatch(says);
    expect(existsSync(join(data.path, 'database'))).toBe(false);
  });
});

describe('an agency of a policy directory of one’s own', () => {
  let url = '';
  let environment: Record<string, string>;

  beforeAll(async () => {
    const database = closedAfter(await createDemoDatabase());
    environment = { DATABASE_URL: database.adminUrl, PORTCULLIS_DATA: data.path };
    const server = closedAfter(runCommand(['start', '--port', '0', '--policy-dir', own], environment));
    [, url = ''] = await server.until(/(http:\S+\/graphql)/);
  });

  test('asks over HTTP, of a kind of its own, and is nobody to the product’s policy', async () => {
    const asking = ['token', '--agency', 'MT-CUSTOMS'];
    const refused = runCommand(asking, environment);
    expect(await refused.ended).toBe(1);
    expect(refused.err()).toMatch(/There is no agency MT-CUSTOMS/);
    const minted = runCommand(asking, { ...environment, PORTCULLIS_POLICY_DIR: own });
    expect(await minted.ended).toBe(0);
    const authorization = `Bearer ${minted.out().trim().split('\n').at(-1)}`;
    const query = '{ viewer { agency { id kind contact } } consignments(first: 1) { edges { node { mrn } } } }';
    const response = await postJson(url, { authorization, 'query-purpose': 'CUSTOMS_CONTROL' }, { query });
    const { data: answer } = (await response.json()) as { data: Record<string, never> };
    expect(answer).toMatchObject({
      viewer: { agency: { id: 'MT-CUSTOMS', kind: 'COAST_GUARD_MS', contact: 'customs-desk@mt.example.org' } },
      consignments: { edges: [{ node: { mrn: expect.any(String) } }] },
    });
  });
});
