import { createHash } from 'node:crypto';
import { type GraphQLSchema, parse } from 'graphql';
import { type AccessMap, readAccess } from '../../schema/access.js';
import { teachScalars } from '../../schema/scalars.js';
import { createApolloGateway } from './apollo.js';

/** The supergraph that this gateway serves. */
export interface Supergraph {
  readonly sdl: string;
  /** SHA-256 of the SDL, hex: part of every cache key and of every log entry. */
  readonly hash: string;
  /** Labels of every coordinate; a supergraph that is not ours has none. */
  readonly access: AccessMap;
}

/** What documents are checked against, where nothing is to be executed. */
export interface LoadedSchema {
  readonly apiSchema: GraphQLSchema;
  readonly access: AccessMap;
}

/**
 * Reads a supergraph's SDL.
 *
 * @param options.permissive the supergraph is not ours: what it may call `@access` is not ours to read
 */
export function readSupergraph(sdl: string, options: { readonly permissive?: boolean } = {}): Supergraph {
  return {
    sdl,
    hash: createHash('sha256').update(sdl, 'utf8').digest('hex'),
    access: readAccess(parse(options.permissive ? 'scalar None' : sdl, { noLocation: true })),
  };
}

/** The API schema of a supergraph, with its labels; takes some 300 ms. For `portcullis documents`. */
export async function loadSchema(sdl: string): Promise<LoadedSchema> {
  const quiet = (): void => undefined;
  const gateway = createApolloGateway({
    supergraphSdl: sdl,
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    buildService: () => ({ process: async () => ({}) }),
  });
  const { schema } = (await gateway.load({ apollo: {} })) as unknown as { schema: GraphQLSchema };
  await gateway.stop();
  teachScalars(schema);
  return { apiSchema: schema, access: readSupergraph(sdl).access };
}
