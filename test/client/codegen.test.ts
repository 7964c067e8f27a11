import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
 * Documents of a front-end, compiled by graphql-codegen's client preset from what `GET /schema.graphql` gives. It is installed
 * apart: npm ci --ignore-scripts --prefix test/peers.
 */

const isInstalled = existsSync(packageFile('test', 'peers', 'node_modules', '@graphql-codegen', 'cli'));
if (!isInstalled) console.warn('SKIPPED: graphql-codegen is not installed; npm ci --prefix test/peers installs it');

const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const text = `query Consignments($first: Int!) {
  consignments(first: $first) { edges { node { id mrn estimatedArrival } } }
}`;
const folder = mkdtempSync(join(tmpdir(), 'portcullis-codegen-'));
let deployment: TestDeployment;
beforeAll(async () => {
  if (isInstalled) deployment = await openTestDeployment({ demo: true });
});
afterAll(async () => {
  await deployment?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function compile(documents: string, asker: Asker): Promise<{ readonly code: number; readonly err: string }> {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const of = {
    SCHEMA: new URL('/schema.graphql', deployment.url).href,
    HEADERS: JSON.stringify(await deployment.headersOf(asker)),
    ...{ DOCUMENTS: documents, OUT: join(folder, 'gql') },
  };
  return await new Promise((done) => {
    const script = packageFile('test', 'peers', 'codegen.mjs');
    execFile(process.execPath, [script], { cwd: folder, env: { ...inherited, ...of } }, (error, _out, err) =>
      done({ code: error ? 1 : 0, err }),
    );
  });
}

(isInstalled ? describe : describe.skip)('a document compiled by graphql-codegen', () => {
  test('has types for our scalars, and the id of the register; the client asks for it by that', async () => {
    writeFileSync(join(folder, 'consignments.graphql'), text);
    expect(await compile(join(folder, 'consignments.graphql'), customs)).toEqual({ code: 0, err: '' });
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
    const { code, err } = await compile(join(folder, 'person.graphql'), customs);
    expect([code, err]).toEqual([1, expect.stringContaining('Cannot query field')]);
    const { body } = await deployment.ask(customs, readPackageFile('schema', 'profiles', 'person.graphql'), {
      id: 'person_x',
    });
    expect(body.errors).toBeUndefined();
  });
});
