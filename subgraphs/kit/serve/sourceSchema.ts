import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { buildSubgraphSchema } from '@apollo/subgraph';
import { addResolversToSchema } from '@apollo/subgraph/dist/schema-helper/buildSchemaFromSDL.js';
import { entitiesResolver } from '@apollo/subgraph/dist/types.js';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { packageFile } from '../../../schema/files.js';
import type { ResolverMap } from '../module.js';

/** What Apollo's library makes of the SDL of sources. */
export interface KnownSchemas {
  /** Version of the library. */
  readonly version: string;
  /** Federated SDL by the SHA-256 of the SDL that it was made of, hex. */
  readonly federated: Readonly<Record<string, string>>;
}

/** Where the build keeps it for our own sources: see `cli/build/readAhead.ts`. */
export const knownSchemasFile: string = packageFile('dist', 'subgraphs', 'schemas.json');

/** A source's schema before its resolvers. */
export interface BareSchema {
  readonly schema: GraphQLSchema;
  /** The schema with resolvers, as Apollo's library builds it. */
  resolvedBy(resolvers: ResolverMap): GraphQLSchema;
}

/**
 * The schema of a source as Apollo's library makes it, where the build kept it for this very SDL; null elsewhere.
 *
 * Why ahead: loading the library, and checking what the build had checked, took 0.9 s of a start's CPU; this takes 0.2.
 */
export function readSchemaAhead(document: DocumentNode, file: string = knownSchemasFile): BareSchema | null {
  const sdl = knownSchemas(file)?.federated[hashOf(document)];
  if (sdl === undefined) return null;
  const schema = buildASTSchema(parse(sdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
  return {
    schema,
    resolvedBy: (resolvers) => {
      addResolversToSchema(schema, { Query: { _service: () => ({ sdl }) } });
      if (schema.getType('_Entity'))
        addResolversToSchema(schema, {
          Query: {
            _entities: (_source, { representations }, context, info) =>
              entitiesResolver({ representations, context, info }),
          },
          _Entity: { __resolveType: (parent: { readonly __typename: string }) => parent.__typename },
        });
      addResolversToSchema(schema, resolvers as Parameters<typeof addResolversToSchema>[1]);
      return schema;
    },
  };
}

/** Loads Apollo's library, which checks and builds the schema. */
export const buildByApollo: typeof buildSubgraphSchema = (modules) => apollo().buildSubgraphSchema(modules);

/** Makes the schemas of sources by Apollo's library for later starts; reuses those of an unchanged SDL and library. */
export function readSchemasAhead(documents: readonly DocumentNode[], file: string = knownSchemasFile): KnownSchemas {
  const { version } = createRequire(import.meta.url)('@apollo/subgraph/package.json') as { version: string };
  const before = knownSchemas(file);
  const known = before?.version === version ? before.federated : {};
  const federated = documents.map((document) => [hashOf(document), known[hashOf(document)] ?? federate(document)]);
  return { version, federated: Object.fromEntries(federated) };
}

function federate(document: DocumentNode): string {
  const queries = buildByApollo({ typeDefs: document }).getQueryType()?.getFields() ?? {};
  const service = queries._service as unknown as { resolve(): { readonly sdl: string } };
  const { sdl } = service.resolve();
  return sdl;
}

/** Why lazy: it loads the library, which a start does not need. */
function apollo(): { readonly buildSubgraphSchema: typeof buildSubgraphSchema } {
  return createRequire(import.meta.url)('@apollo/subgraph') as ReturnType<typeof apollo>;
}

// Why not the printed SDL: printing takes longer than parsing.
function hashOf({ definitions }: DocumentNode): string {
  return createHash('sha256').update(JSON.stringify(definitions), 'utf8').digest('hex');
}

/** Undefined where nothing was built, or a build is writing the file: Apollo's library builds then. */
function knownSchemas(file: string): KnownSchemas | undefined {
  if (kept?.file === file) return kept.known;
  try {
    kept = { file, known: JSON.parse(readFileSync(file, 'utf8')) as KnownSchemas };
    return kept.known;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Why kept: a process makes six sources, and again under another policy. */
let kept: { readonly file: string; readonly known: KnownSchemas } | undefined;
