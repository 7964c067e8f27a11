import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { initPolicy } from '../../../cli/policy/init.js';
import { createDocumentRepository, openRegister } from '../../../gateway/documents/register/repository.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { openGuardedKeys } from '../../../storage/keys/keyGuard.js';
import { startFederation } from '../../conformance/support/federation.js';
import { registry } from '../../gateway/foreign/registrySources.js';
import { composed, registryCoordinates, registryPolicy } from '../../policy/foreign/registry.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

/* A partner's systems may run registered documents alone: over sources that are not ours they could ask for nothing. */
const folder = temporaryDataDirectory('portcullis foreign documents ');
const at = (name: string): string => join(dirname(folder.path), name);
const sources = Object.fromEntries(Object.entries(registry).map(([name, { sdl }]) => [name, sdl]));
const database = await ownTestDatabase();

beforeAll(async () => {
  mkdirSync(folder.path, { recursive: true });
  await openGuardedKeys(join(folder.path, 'keys'), database.adminUrl, { mayCreate: true });
  initPolicy(at('policy'));
  writeFileSync(join(at('policy'), 'coordinates.yaml'), registryCoordinates);
  initPolicy(at('next'));
  writeFileSync(
    join(at('next'), 'coordinates.yaml'),
    registryCoordinates.replace('Owner.name: persons.identity', 'Owner.name: persons.contact'),
  );
  writeFileSync(at('supergraph.graphql'), composed(sources));
  writeFileSync(at('ships.graphql'), 'query Ships { ships { name owner { name address } } }');
  writeFileSync(at('byFlag.graphql'), '{ ships(flag: "NL") { id } }');
  writeFileSync(at('byNull.graphql'), '{ ships(flag: null) { id } }');
});

async function documents(...args: string[]): Promise<{ code: number | null; out: string[]; err: string }> {
  const where = ['--data', folder.path, '--database-url', database.adminUrl, '--policy-dir', at('policy')];
  const { out, ...said } = await runCommand(['documents', ...args, ...where]).said();
  return { ...said, out: out.trim().split('\n') };
}

const over = ['--supergraph', at('supergraph.graphql')];
const of = (agency: string): string[] => ['--agency', agency, '--purpose', 'SANCTIONS_ENFORCEMENT'];

test('a document over foreign sources is registered, says what is always withheld, and a system runs it by its id', async () => {
  const ours = await documents('--register', at('ships.graphql'), ...of('BE-CUSTOMS'));
  expect([ours.code, ours.err]).toEqual([1, expect.stringContaining('GRAPHQL_VALIDATION_FAILED')]);
  const { code, out } = await documents('--register', at('ships.graphql'), ...of('BE-CUSTOMS'), ...over);
  expect([code, out]).toEqual([
    0,
    ['withheld always: ships.*.owner.address (persons.contact)', expect.stringMatching(/^sha256:[0-9a-f]{64}$/)],
  ]);
  // Null is looked for, too, by a source that is not ours.
  for (const file of ['byFlag.graphql', 'byNull.graphql']) {
    const refused = await documents('--register', at(file), ...of('ES-TAX'), ...over);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('FILTER_NOT_PERMITTED')]);
  }

  const register = openRegister(database.gatewayUrl);
  const federation = await startFederation(registry, {
    permissive: false,
    policy: registryPolicy(readFileSync(join(at('policy'), 'coordinates.yaml'), 'utf8')),
    policyFiles: readPolicyFiles(at('policy')),
    documents: createDocumentRepository(register),
  });
  try {
    const ask = (query: string | undefined, documentId?: string) =>
      federation.harness.ask(query as string, {
        claims: { agency: 'BE-CUSTOMS', role: 'SYSTEM_CLIENT' },
        headers: { 'query-purpose': 'SANCTIONS_ENFORCEMENT' },
        ...(documentId ? { documentId } : {}),
      });
    expect((await ask('{ ships { id } }')).body.errors[0].extensions.code).toBe('PERSISTED_DOCUMENT_ID_REQUIRED');
    expect((await ask(undefined, out[1])).body.data).toEqual({
      ships: [
        { name: 'Exemplar', owner: { name: 'Fictius', address: null } },
        { name: 'Specimen', owner: null },
      ],
    });
  } finally {
    await federation.close();
    await register.close();
  }
});

test('a check says what labels or a supergraph that are to come take from documents over foreign sources', async () => {
  const check = (...args: string[]) => documents('--check', at('ships.graphql'), '--as', 'BE-CUSTOMS', ...args);
  const purpose = ['--purpose', 'SANCTIONS_ENFORCEMENT'];
  expect((await check(...purpose, ...over)).code).toBe(0);
  expect(await check(...purpose, ...over, '--against', at('next'))).toMatchObject({
    code: 1,
    out: [
      expect.any(String),
      expect.stringMatching(/owner\.name \(Owner\.name, persons\.contact\): NONE/),
      expect.any(String),
    ],
  });
  const without = { ...sources, owners: registry.owners.sdl.replace(' address: String', '') };
  writeFileSync(at('without.graphql'), composed(without));
  const gone = await check(...purpose, '--served', at('supergraph.graphql'), '--supergraph', at('without.graphql'));
  expect([gone.code, gone.out.join()]).toEqual([1, expect.stringContaining('Cannot query field "address"')]);
});
