import { type GraphQLSchema, parse } from 'graphql';
import { type AccessMap, readAccess } from '../../schema/access.js';
import { teachScalars } from '../../schema/scalars.js';
import { hashOf, readApiSchema } from './apiSchema.js';

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
    hash: hashOf(sdl),
    access: readAccess(parse(options.permissive ? 'scalar None' : sdl, { noLocation: true })),
  };
}

/** The API schema of a supergraph, with its labels. For `portcullis documents`. */
export async function loadSchema(sdl: string): Promise<LoadedSchema> {
  const apiSchema = await readApiSchema(sdl);
  teachScalars(apiSchema);
  return { apiSchema, access: readSupergraph(sdl).access };
}
