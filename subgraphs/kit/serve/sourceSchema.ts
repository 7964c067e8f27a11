import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { buildSubgraphSchema } from '@apollo/subgraph';
import { addResolversToSchema } from '@apollo/subgraph/dist/schema-helper/buildSchemaFromSDL.js';
import { entitiesResolver } from '@apollo/subgraph/dist/types.js';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { packageFile } from '../../../schema/files.js';
import type { ResolverMap } from '../module.js';

/** What Apollo's library made of the SDL of sources. */
export interface KnownSchemas {
  /** Version of the library. */
  readonly version: string;
  /** Federated SDL by the SHA-256 of the SDL that it was made of, hex. */
  readonly federated: Readonly<Record<string, string>>;
}

/** Where the build keeps that of our own sources: `cli/build/readAhead.ts`. */
export const knownSchemasFile: string = packageFile('dist', 'subgraphs', 'schemas.json');

/** A schema of a source that no resolver is on yet. */
export interface BareSchema {
  readonly schema: GraphQLSchema;
  /** Puts the resolvers on it: the schema as Apollo's library builds it. */
  resolvedBy(resolvers: ResolverMap): GraphQLSchema;
}

/**
 * The schema of a source as Apollo's library makes it, where the build had it make it of this very SDL; null elsewhere.
 *
 * Why ahead: 0.9 s of a start's processor time went into loading the library, and into what the build had checked; now 0.2.
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

/** The schema as Apollo's library builds it, which is loaded for it, and checks it. */
export const buildByApollo: typeof buildSubgraphSchema = (modules) => apollo().buildSubgraphSchema(modules);

/** Has Apollo's library make the schemas of sources for later, where it has not done so already. */
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

/** Why lazily: it loads the library of federation, which a start need not. */
function apollo(): { readonly buildSubgraphSchema: typeof buildSubgraphSchema } {
  return createRequire(import.meta.url)('@apollo/subgraph') as ReturnType<typeof apollo>;
}

// Why not printed: that takes longer than to parse it.
function hashOf({ definitions }: DocumentNode): string {
  return createHash('sha256').update(JSON.stringify(definitions), 'utf8').digest('hex');
}

// Not built, or being built: then Apollo's library builds.
function knownSchemas(file: string): KnownSchemas | undefined {
  if (kept?.file === file) return kept.known;
  try {
    kept = { file, known: JSON.parse(readFileSync(file, 'utf8')) as KnownSchemas };
    return kept.known;
  } catch {
    return undefined;
  }
}

/** Why kept: a process makes six sources, and all of them again under another policy. */
let kept: { readonly file: string; readonly known: KnownSchemas } | undefined;
