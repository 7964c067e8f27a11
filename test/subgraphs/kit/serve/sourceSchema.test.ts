import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type GraphQLSchema, introspectionFromSchema, isObjectType, isUnionType, print } from 'graphql';
import { packageFile } from '../../../../schema/files.js';
import { readSourceSdl } from '../../../../schema/sourceSdl.js';
import { sourceNames } from '../../../../schema/sources.js';
import {
  buildByApollo,
  type KnownSchemas,
  readSchemaAhead,
  readSchemasAhead,
} from '../../../../subgraphs/kit/serve/sourceSchema.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-schemas-'));

let files = 0;
function written(known: KnownSchemas | string): string {
  files += 1;
  const file = join(folder, `${files}.json`);
  writeFileSync(file, typeof known === 'string' ? known : JSON.stringify(known));
  return file;
}

/** All that can be seen of a schema, and where something answers. */
function seen(schema: GraphQLSchema): unknown {
  const types = Object.values(schema.getTypeMap());
  return {
    written: types.map(({ name, astNode }) => [name, astNode ? print(astNode) : null]),
    introspection: introspectionFromSchema(schema, { specifiedByUrl: true, inputValueDeprecation: true }),
    resolved: types.filter(isObjectType).flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ resolve }) => resolve)
        .map(({ name }) => `${type.name}.${name}`),
    ),
    references: types.filter((type) => Object.hasOwn(type.extensions, 'apollo')).map(({ name }) => name),
    resolvesType: types.filter(isUnionType).map(({ name, resolveType }) => [name, typeof resolveType]),
  };
}

/** What `_service` answers: the SDL. */
function serviceOf(schema: GraphQLSchema): unknown {
  const resolve = schema.getQueryType()?.getFields()._service?.resolve as (() => unknown) | undefined;
  return resolve?.();
}

describe('the schema of a source', () => {
  it.each(sourceNames)("is of the build what Apollo's library makes at start: %s", (name) => {
    const document = readSourceSdl(name);
    const keyed = /type (\w+)[^{]*@key/.exec(document.loc?.source.body ?? '')?.[1] ?? 'Query';
    const resolvers = { [keyed]: { __resolveReference: () => null }, PageInfo: { hasNextPage: () => true } };
    const ahead = readSchemaAhead(document)?.resolvedBy(resolvers) as GraphQLSchema;
    const built = buildByApollo({ typeDefs: document, resolvers });
    expect(seen(ahead)).toEqual(seen(built));
    expect(serviceOf(ahead)).toEqual(serviceOf(built));
  });

  it.each([
    ['of another SDL', () => written(readSchemasAhead([readSourceSdl('cargo')]))],
    ['half of a file', () => written('{"version":')],
    ['nothing', () => join(folder, 'nowhere.json')],
  ])('is not ahead where the build kept %s', (_, file) => {
    expect(readSchemaAhead(readSourceSdl('persons'), file())).toBeNull();
  });

  it("is read once for each SDL and version of Apollo's library", () => {
    const documents = [readSourceSdl('directory')];
    const ahead = readSchemasAhead(documents, written(''));
    const [hash = ''] = Object.keys(ahead.federated);
    const marked = { ...ahead, federated: { [hash]: 'type Query { kept: Int }', gone: '' } };
    expect(readSchemasAhead(documents, written(marked)).federated).toEqual({ [hash]: 'type Query { kept: Int }' });
    expect(readSchemasAhead(documents, written({ ...marked, version: '2.0.0' }))).toEqual(ahead);
  });

  it('costs a start no library of federation', () => {
    const script = `
      import { createRequire } from 'node:module';
      import { readSourceSdl } from './dist/schema/sourceSdl.js';
      import { readSchemaAhead } from './dist/subgraphs/kit/serve/sourceSchema.js';
      readSchemaAhead(readSourceSdl('cargo')).resolvedBy({});
      const loaded = Object.keys(createRequire(import.meta.url).cache);
      console.log(loaded.length > 5, loaded.some((file) => file.includes('federation-internals')));`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: packageFile() });
    expect(ran.stdout.toString()).toBe('true false\n');
  });
});
