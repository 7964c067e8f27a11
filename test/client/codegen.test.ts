import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { transform } from '@swc/core';
import type { DocumentNode } from 'graphql';
import { apolloClient } from '../../client/bindings/apollo.js';
import { createClients } from '../../client/clients.js';
import { packageFile, readPackageFile } from '../../schema/files.js';
import { type Asker, openTestDeployment, type TestDeployment } from '../support/deployment.js';

/*
 * Documents of a front-end, compiled from what `GET /schema.graphql` gives by graphql-codegen's client preset, gql.tada and Relay's
 * compiler. They are installed apart: npm ci --ignore-scripts --prefix test/peers.
 */

const peers = packageFile('test', 'peers', 'node_modules');
const isInstalled = ['@graphql-codegen/cli', 'gql.tada', 'relay-compiler'].every((name) =>
  existsSync(join(peers, name)),
);
if (!isInstalled) console.warn('SKIPPED: the compilers are not installed; npm ci --prefix test/peers installs them');
const withCompilers = isInstalled ? describe : describe.skip;

const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const text = `query Consignments($first: Int!) {
  consignments(first: $first) { edges { node { id mrn estimatedArrival } } }
}`;
const folder = mkdtempSync(join(tmpdir(), 'portcullis-codegen-'));
let deployment: TestDeployment;
beforeAll(async () => {
  if (!isInstalled) return;
  deployment = await openTestDeployment({ demo: true });
  symlinkSync(peers, join(folder, 'node_modules'));
  const url = new URL('/schema.graphql', deployment.url);
  writeFileSync(
    join(folder, 'schema.graphql'),
    await (await fetch(url, { headers: await deployment.headersOf(customs) })).text(),
  );
});
afterAll(async () => {
  await deployment?.close();
});

/** Runs a script of Node.js in the folder. */
async function run(script: string, parameters: readonly string[] = [], more: Record<string, string> = {}) {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  return await new Promise<{ readonly code: number; readonly said: string }>((done) => {
    execFile(
      process.execPath,
      [script, ...parameters],
      { cwd: folder, env: { ...inherited, ...more } },
      (error, out, err) => done({ code: error ? 1 : 0, said: out + err }),
    );
  });
}

async function compile(documents: string, asker: Asker) {
  return await run(packageFile('test', 'peers', 'codegen.mjs'), [], {
    SCHEMA: new URL('/schema.graphql', deployment.url).href,
    HEADERS: JSON.stringify(await deployment.headersOf(asker)),
    ...{ DOCUMENTS: documents, OUT: join(folder, 'gql') },
  });
}

withCompilers('a document compiled by graphql-codegen', () => {
  test('has types for our scalars, and the id of the register; the client asks for it by that', async () => {
    writeFileSync(join(folder, 'consignments.graphql'), text);
    expect(await compile(join(folder, 'consignments.graphql'), customs)).toEqual({ code: 0, said: '' });
    const source = readFileSync(join(folder, 'gql', 'graphql.ts'), 'utf8');
    expect(source).toMatch(/DateTime: { input: string; output: string; }/);
    const [[hash = '', registered = ''] = []] = Object.entries<string>(
      JSON.parse(readFileSync(join(folder, 'gql', 'persisted-documents.json'), 'utf8')),
    );
    const { code } = await transform(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
    writeFileSync(join(folder, 'graphql.mjs'), code);
    const module = (await import(pathToFileURL(join(folder, 'graphql.mjs')).href)) as Record<string, DocumentNode>;
    const query = module.ConsignmentsDocument as DocumentNode;
    const clients = createClients({
      server: deployment.url,
      token: async () => (await deployment.headersOf(customs)).authorization?.slice('Bearer '.length) ?? '',
    });
    const apollo = apolloClient(await clients.enter({ purpose: customs.purpose }));
    const ask = async () => await apollo.query({ query, variables: { first: 2 }, context: { again: true } });
    expect((await ask()).error).toMatchObject({ code: 'PERSISTED_DOCUMENT_NOT_FOUND' });
    await deployment.documents.save({
      ...{ documentId: `sha256:${hash}`, agency: 'NL-CUSTOMS', purpose: customs.purpose, text: registered },
      ...{ operationName: 'Consignments', registeredAt: new Date().toISOString(), registeredBy: 'test' },
      ...{ expiresAt: null, revokedAt: null },
    });
    const { data } = await ask();
    expect(data).toEqual((await deployment.ask(customs, text, { first: 2 })).body.data);
    clients.leave();
  });

  test('is refused where it asks what the viewer never gets, though the gateway answers that with what is withheld', async () => {
    writeFileSync(join(folder, 'person.graphql'), readPackageFile('schema', 'profiles', 'person.graphql'));
    const { code, said } = await compile(join(folder, 'person.graphql'), customs);
    expect([code, said]).toEqual([1, expect.stringContaining('Cannot query field')]);
    const { body } = await deployment.ask(customs, readPackageFile('schema', 'profiles', 'person.graphql'), {
      id: 'person_x',
    });
    expect(body.errors).toBeUndefined();
  });
});

withCompilers('other compilers', () => {
  test('gql.tada types a document by the schema: a right use compiles, and a wrong one does not', async () => {
    const plugin = { name: 'gql.tada/ts-plugin', schema: './schema.graphql', tadaOutputLocation: './graphql-env.d.ts' };
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2022',
      types: [],
      skipLibCheck: true,
    };
    const config = {
      compilerOptions: { ...compilerOptions, plugins: [plugin] },
      files: ['use.ts', 'graphql-env.d.ts'],
    };
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    writeFileSync(join(folder, 'use.ts'), typedUse);
    expect(await run(join(peers, 'gql.tada', 'bin', 'cli.js'), ['generate-output'])).toMatchObject({ code: 0 });
    expect(await run(join(peers, 'typescript', 'bin', 'tsc'))).toEqual({ code: 0, said: '' });
  });

  test("Relay's compiler gives a document the id of the register", async () => {
    const tagged = `import { graphql } from 'react-relay';\nexport const query = graphql\`${text.replace('Consignments', 'pageQuery')}\`;\n`;
    mkdirSync(join(folder, 'relay', 'made'), { recursive: true });
    writeFileSync(join(folder, 'relay', 'page.ts'), tagged);
    const config = {
      ...{ src: './relay', schema: './schema.graphql', language: 'typescript', artifactDirectory: './relay/made' },
      ...{ customScalarTypes: { DateTime: 'string', PartialDate: 'string' } },
      persistConfig: { file: './persisted.json', algorithm: 'SHA256' },
    };
    writeFileSync(join(folder, 'persisted.json'), '{}');
    writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config));
    const { code, said } = await run(join(peers, 'relay-compiler', 'cli.js'), ['relay.config.json']);
    expect([code, said]).toEqual([0, expect.any(String)]);
    const [[id = '', registered = ''] = []] = Object.entries<string>(
      JSON.parse(readFileSync(join(folder, 'persisted.json'), 'utf8')),
    );
    expect(id).toBe(createHash('sha256').update(registered).digest('hex'));
    expect(readFileSync(join(folder, 'relay', 'made', 'pageQuery.graphql.ts'), 'utf8')).toContain(
      'readonly estimatedArrival: string | null | undefined;',
    );
  });
});

const typedUse = `
import { initGraphQLTada, type ResultOf } from 'gql.tada';
import type { introspection } from './graphql-env.js';
type Scalars = { DateTime: string; PartialDate: string };
const graphql = initGraphQLTada<{ introspection: introspection; scalars: Scalars }>();
const query = graphql(\`${text}\`);
type Node = NonNullable<NonNullable<NonNullable<NonNullable<ResultOf<typeof query>['consignments']>['edges']>[number]>['node']>;
export const node: Node = { id: 'c', mrn: null, estimatedArrival: '2026-11-25T10:00:00Z' };
// @ts-expect-error
export const wrong: Node['mrn'] = 1;
`;
