import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type GraphQLSchema, introspectionFromSchema, print } from 'graphql';
import {
  type KnownApiSchema,
  knownApiSchemaFile,
  readAhead,
  readApiSchema,
} from '../../../gateway/supergraph/apiSchema.js';
import { readByApollo } from '../../../gateway/supergraph/apollo.js';
import { packageFile, readPackageFile } from '../../../schema/files.js';
import { harbourSdl } from '../support/harbour.js';

const supergraphSdl = readPackageFile('schema', 'supergraph.graphql');
const folder = mkdtempSync(join(tmpdir(), 'portcullis-ahead-'));

let files = 0;
function written(text: string): string {
  files += 1;
  const file = join(folder, `${files}.json`);
  writeFileSync(file, text);
  return file;
}

const nowhere = join(folder, 'nowhere.json');
const known = (ahead: KnownApiSchema): string => written(JSON.stringify(ahead));

/** All that can be seen of a schema, in its order. */
function seen(schema: GraphQLSchema): unknown {
  const types = Object.values(schema.getTypeMap()).map(({ name, astNode }) => [name, astNode ? print(astNode) : null]);
  const introspection = introspectionFromSchema(schema, {
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
  return { types, introspection };
}

describe('the API schema', () => {
  it("is of the build what Apollo's gateway makes at start", async () => {
    const [built, atStart] = [
      await readApiSchema(supergraphSdl, knownApiSchemaFile),
      await readByApollo(supergraphSdl),
    ];
    expect(built.extensions).toEqual({});
    expect(atStart.extensions).toHaveProperty('apollo.gateway');
    expect(seen(built)).toEqual(seen(atStart));
  });

  it.each([
    ['of another supergraph', () => known({ supergraph: '00', version: '', apiSdl: 'type Query { other: Int }' })],
    ['half of a file', () => written('{"supergraph":')],
    ['nothing', () => nowhere],
  ])("is made by Apollo's gateway where the build kept %s", async (_, file) => {
    const schema = await readApiSchema(harbourSdl, file());
    expect(schema.extensions).toHaveProperty('apollo.gateway');
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).not.toContain('other');
  });

  it('is not kept of what is no supergraph, which the build passes and the start refuses', async () => {
    const broken = `${harbourSdl}\ntype Empty`;
    const ahead = await readAhead(broken, nowhere);
    expect(ahead.apiSdl).toBe('');
    await expect(readApiSchema(broken, known(ahead))).rejects.toThrow(/valid/);
  });

  it("is read once for each supergraph and version of Apollo's gateway", async () => {
    const ahead = await readAhead(harbourSdl, nowhere);
    const marked = { ...ahead, apiSdl: 'type Query { kept: Int }' };
    expect(await readAhead(harbourSdl, known(marked))).toEqual(marked);
    expect(await readAhead(harbourSdl, known({ ...marked, version: '2.0.0' }))).toEqual(ahead);
    expect(await readAhead(harbourSdl, known({ ...marked, supergraph: '00' }))).toEqual(ahead);
  });

  it("costs a start no Apollo gateway: with its telemetry it was a third of the start's processor time", () => {
    const script = `
      import { createRequire } from 'node:module';
      import { openFederation } from './dist/gateway/supergraph/federation.js';
      import { readPackageFile } from './dist/schema/files.js';
      const supergraphSdl = readPackageFile('schema', 'supergraph.graphql');
      const clientOf = () => ({ close: async () => undefined });
      const federation = await openFederation({ supergraphSdl, clientOf, policyVersion: '', isOurs: true, foreign: () => null, sourceTimeoutMs: 1000, deadlineMs: 10_000 });
      await federation.close();
      const loaded = Object.keys(createRequire(import.meta.url).cache);
      console.log(JSON.stringify(['graphql', '@apollo/gateway', '@opentelemetry'].map((name) => loaded.some((path) => path.includes('/' + name + '/')))));
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: packageFile(),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([true, false, false]);
  });
});
