import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type CheckDocuments, checkDocuments } from '../../../cli/documents/check.js';
import { initPolicy } from '../../../cli/policy/init.js';
import type { RegisteredDocument } from '../../../gateway/documents/register/lookup.js';
import { createDocumentRepository, openRegister } from '../../../gateway/documents/register/repository.js';
import { addUsage } from '../../../gateway/documents/usage/repository.js';
import { readPackageFile } from '../../../schema/files.js';
import { runCommand } from '../../support/command.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

const { database, settings } = await openIdleDeployment('portcullis documents ');
const directory = mkdtempSync(join(tmpdir(), 'portcullis-documents-'));
const next = join(directory, 'next');
const file = join(directory, 'born.graphql');
const text = '{ persons(first: 1) { edges { node { birthDate } } } }';

beforeAll(async () => {
  const register = openRegister(database.gatewayUrl);
  const of = (agency: string, changes: Partial<RegisteredDocument> = {}): RegisteredDocument => ({
    ...{ documentId: `sha256:${'0'.repeat(64)}`, agency, purpose: 'CUSTOMS_CONTROL', text, operationName: 'Born' },
    ...{ registeredAt: '2026-01-01T00:00:00Z', registeredBy: 'ops', expiresAt: null, revokedAt: null },
    ...changes,
  });
  const repository = createDocumentRepository(register);
  const revoked = of('NL-CUSTOMS', { documentId: `sha256:${'1'.repeat(64)}` });
  for (const each of [of('NL-CUSTOMS'), of('BE-CUSTOMS'), revoked]) await repository.save(each);
  await repository.revoke(revoked.agency, revoked.documentId, '2026-01-02T00:00:00Z');
  await register.close();
  initPolicy(next);
  const matrix = join(next, 'matrix.yaml');
  const written = readFileSync(matrix, 'utf8');
  const at = written.indexOf('  persons.identity:');
  const changed = written.slice(at).replace(/CUSTOMS_MS: FULL/, 'CUSTOMS_MS: NONE');
  writeFileSync(matrix, written.slice(0, at) + changed);
  writeFileSync(file, text);
});

async function check(asked: Partial<CheckDocuments>) {
  const lines: string[] = [];
  const nothing = { against: undefined, supergraph: undefined, agencies: [], files: [], purpose: undefined };
  const code = await checkDocuments(settings, { ...nothing, json: false, out: (line) => lines.push(line), ...asked });
  return { code, lines };
}

describe('portcullis documents --check', () => {
  it('says by document and agency what a policy takes from those in use, with exit code 1', async () => {
    expect(await check({})).toEqual({ code: 0, lines: ['2 documents, of which 0 lose something.'] });
    const { code, lines } = await check({ against: next });
    expect(code).toBe(1);
    expect(lines.toSorted()).toEqual([
      '  persons.edges.node.birthDate (Person.birthDate, persons.identity): NONE, was FULL, on records of other agencies',
      '  persons.edges.node.birthDate (Person.birthDate, persons.identity): NONE, was FULL, on records of other agencies',
      '2 documents, of which 2 lose something.',
      expect.stringMatching(/^BE-CUSTOMS sha256:0+ \(Born\) for CUSTOMS_CONTROL$/),
      expect.stringMatching(/^NL-CUSTOMS sha256:0+ /),
    ]);
    const one = await check({ against: next, agencies: ['BE-CUSTOMS'], json: true });
    expect(JSON.parse(one.lines[0] ?? '')).toMatchObject({
      losing: 1,
      documents: [{ agency: 'BE-CUSTOMS', taken: [{ kind: 'FIELD', now: 'NONE' }] }],
    });
  });

  it('says when a field that is taken was last answered to that document, and to which clients', async () => {
    const register = openRegister(database.gatewayUrl);
    const row = {
      agency: 'BE-CUSTOMS',
      client: 'risk-engine',
      documentId: `sha256:${'0'.repeat(64)}`,
      coordinate: 'Person.birthDate',
      times: 3,
    };
    await addUsage(register, [{ day: '2026-11-17', ...row }]);
    await addUsage(register, [{ day: '2026-11-16', ...row }]);
    await register.close();
    const { lines } = await check({ against: next });
    expect(lines.filter((line) => line.includes('last answered'))).toEqual([
      expect.stringMatching(/\(Person\.birthDate, .*; last answered on 2026-11-17, to risk-engine$/),
    ]);
  });

  it('says of a document that no longer runs when it was last answered, and to whom', async () => {
    const renamed = join(directory, 'renamed.graphql');
    const supergraph = readPackageFile('schema', 'supergraph.graphql');
    writeFileSync(renamed, supergraph.replace('  birthDate: PartialDate @join', '  bornOn: PartialDate @join'));
    const { code, lines } = await check({ supergraph: renamed, agencies: ['BE-CUSTOMS'] });
    expect(code).toBe(1);
    expect(lines[1]).toMatch(/no longer runs: .*"birthDate".*; last answered on 2026-11-17, to risk-engine$/);
  });

  it('proves files without a deployment, for a build of their own; ends with 2 where a policy cannot be read', async () => {
    const args = [
      'documents',
      '--check',
      file,
      '--as',
      'NL-CUSTOMS',
      '--purpose',
      'CUSTOMS_CONTROL',
      '--data',
      join(directory, 'none'),
    ];
    expect(await runCommand(args).ended).toBe(0);
    const command = runCommand([...args, '--against', next]);
    expect(await command.ended).toBe(1);
    expect(command.out()).toContain('Person.birthDate');
    const unread = runCommand([...args, '--against', directory]);
    expect([await unread.ended, unread.err()]).toEqual([2, expect.stringContaining('matrix.yaml:1:1')]);
  });

  it('asks who runs files, and names a supergraph that is none', async () => {
    await expect(check({ files: [file] })).rejects.toThrow('State who runs the files');
    await expect(check({ supergraph: file })).rejects.toThrow('is no readable supergraph');
  });
});
