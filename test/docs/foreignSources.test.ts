import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkPolicy } from '../../cli/policy/check.js';
import { initPolicy } from '../../cli/policy/init.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { packageFile } from '../../schema/files.js';
import { startFederation } from '../conformance/support/federation.js';
import { composed } from '../policy/foreign/registry.js';

/* docs/FOREIGN.md: the supergraph and the labels that it writes do what it says. */
const text = readFileSync(packageFile('docs', 'FOREIGN.md'), 'utf8');
const own = join(mkdtempSync(join(tmpdir(), 'portcullis-docs-foreign-')), 'my-policy');
initPolicy(own);
writeFileSync(join(own, 'coordinates.yaml'), /```yaml[^\n]*\n(.*?)```/s.exec(text)?.[1] ?? '');
const [, registry = '', owners = ''] = (/```graphql[^\n]*\n(.*?)```/s.exec(text)?.[1] ?? '').split(/^# \w+$/m);

test('the labels of docs/FOREIGN.md are taken by `policy check`, and what is misspelt is not', () => {
  const supergraph = join(own, 'supergraph.graphql');
  writeFileSync(supergraph, composed({ registry, owners }));
  const check = () => {
    const lines: string[] = [];
    const out = (line: string) => void lines.push(line);
    return { code: checkPolicy({ policyDir: own, supergraph, json: false, out, warn: out }), lines };
  };
  const { code, lines } = check();
  expect([code, lines[0]]).toEqual([0, expect.stringContaining('The policy holds')]);
  writeFileSync(
    supergraph,
    composed({ registry: registry.replace('tonnage', 'tons'), owners: owners.replaceAll('name', 'title') }),
  );
  expect(check()).toEqual({
    code: 1,
    lines: [expect.stringMatching(/coordinates\.yaml:\d+:3: labels > Owner\.name: no such/)],
  });
});

test('they give what it says: FULL or nothing, and a filter needs FULL', async () => {
  const ship = { id: 's1', name: 'Exemplar', tonnage: 900, owner: { id: 'o1' } };
  const federation = await startFederation(
    {
      registry: { sdl: registry, resolvers: { Query: { ships: () => [ship] } } },
      owners: {
        sdl: owners,
        resolvers: { Owner: { __resolveReference: () => ({ id: 'o1', name: 'Fictius', address: 'x' }) } },
      },
    },
    { permissive: false, policy: parsePolicy(readPolicyFiles(own)), policyFiles: readPolicyFiles(own) },
  );
  try {
    const ask = async (query: string, agency: string, clearance: 'PUBLIC' | 'BASIC_PROTECTION_LEVEL') => {
      const headers = { 'query-purpose': 'SANCTIONS_ENFORCEMENT' };
      const { status, body } = await federation.harness.ask(query, {
        claims: { agency, role: 'ANALYST', clearance },
        headers,
      });
      const withheld = (body.extensions?.withheld ?? []).map(({ path }: { path: string }) => path);
      return { status, data: body.data, withheld };
    };
    const query = '{ ships { id tonnage owner { name address } } }';
    expect(await ask(query, 'BE-CUSTOMS', 'BASIC_PROTECTION_LEVEL')).toEqual({
      status: 200,
      data: { ships: [{ id: 's1', tonnage: 900, owner: { name: 'Fictius', address: null } }] },
      withheld: ['ships.*.owner.address'],
    });
    expect((await ask(query, 'BE-CUSTOMS', 'PUBLIC')).withheld).toEqual([
      'ships.*.owner.address',
      'ships.*.owner.name',
    ]);
    expect((await ask(query, 'ES-TAX', 'PUBLIC')).data).toEqual({
      ships: [{ id: 's1', tonnage: null, owner: { name: null, address: null } }],
    });
    expect((await ask('{ ships(flag: "NL") { id } }', 'ES-TAX', 'PUBLIC')).status).toBe(403);
    expect((await ask('{ ships(flag: "NL") { id } }', 'BE-CUSTOMS', 'PUBLIC')).status).toBe(200);
  } finally {
    await federation.close();
  }
});

test('a source that says what it costs is counted by that, beside one of an older version', async () => {
  const stated = (directive: string): string => new RegExp(`@${directive}\\([^)]*\\)`).exec(text)?.[0] ?? '';
  const priced = `type Query { ships(flag: String, limit: Int = 50): [Ship!] ${stated('listSize')} }
    type Ship @key(fields: "id") ${stated('cost')} { id: ID! name: String tonnage: Int owner: Owner } type Owner @key(fields: "id") { id: ID! }`;
  const labels = readFileSync(join(own, 'coordinates.yaml'), 'utf8');
  writeFileSync(join(own, 'coordinates.yaml'), `${labels}  Query.ships(limit:): public\n`);
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@cost", "@listSize"])`;
  const files = readPolicyFiles(own);
  const federation = await startFederation(
    {
      registry: { link, sdl: priced, resolvers: { Query: { ships: () => [{ id: 's1' }] } } },
      owners: { sdl: owners, resolvers: {} },
    },
    { permissive: false, policy: parsePolicy(files), policyFiles: files, settings: { maxObjects: 300 } },
  );
  try {
    const ask = async (query: string) => {
      const headers = { 'query-purpose': 'SANCTIONS_ENFORCEMENT' };
      const { status, body } = await federation.harness.ask(query, { claims: { agency: 'BE-CUSTOMS' }, headers });
      return [status, body.errors?.[0]?.extensions.cost ?? body.data.ships.length];
    };
    expect(await ask('{ ships { id } }')).toEqual([200, 1]);
    expect(await ask('{ ships(limit: 101) { id } }')).toEqual([400, 303]);
    expect(await ask('{ ships(limit: 80) { id owner { id } } }')).toEqual([400, 80 * 3 + 80]);
  } finally {
    await federation.close();
  }
});
