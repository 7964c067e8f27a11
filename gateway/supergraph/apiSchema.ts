import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { buildASTSchema, type GraphQLSchema, parse, printSchema } from 'graphql';
import { packageFile } from '../../schema/files.js';

/** An API schema that was read ahead, and its origin. */
export interface KnownApiSchema {
  /** SHA-256 of the supergraph's SDL, hex. */
  readonly supergraph: string;
  /** Version of Apollo's gateway that read it. */
  readonly version: string;
  /** Empty where the supergraph is not valid. */
  readonly apiSdl: string;
}

/** The build's file for our own supergraph; `cli/build/readAhead.ts` writes it. */
export const knownApiSchemaFile: string = packageFile('dist', 'gateway', 'apiSchema.json');

/**
 * The API schema of a supergraph, read by Apollo's gateway, or ahead of time by the build.
 *
 * Why ahead: Apollo's gateway, with its telemetry and a planner that nobody uses, takes a second of every start.
 *
 * @throws Error where the supergraph is not valid
 */
export async function readApiSchema(supergraphSdl: string, file: string = knownApiSchemaFile): Promise<GraphQLSchema> {
  const known = knownApiSchema(file);
  if (known?.supergraph === hashOf(supergraphSdl) && known.apiSdl !== '')
    return buildASTSchema(parse(known.apiSdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
  const { readByApollo } = await import('./apollo.js');
  return await readByApollo(supergraphSdl);
}

/** Has Apollo's gateway read a supergraph ahead, where that was not done yet. */
export async function readAhead(supergraphSdl: string, file: string = knownApiSchemaFile): Promise<KnownApiSchema> {
  const { version } = createRequire(import.meta.url)('@apollo/gateway/package.json') as { version: string };
  const supergraph = hashOf(supergraphSdl);
  const known = knownApiSchema(file);
  if (known?.supergraph === supergraph && known.version === version) return known;
  const { readByApollo } = await import('./apollo.js');
  // The build must not fail: `portcullis compose`, which repairs the supergraph, is part of it. The start refuses it.
  const apiSdl = await readByApollo(supergraphSdl).then(printSchema, () => '');
  return { supergraph, version, apiSdl };
}

/** SHA-256 of an SDL, hex. */
export function hashOf(sdl: string): string {
  return createHash('sha256').update(sdl, 'utf8').digest('hex');
}

function knownApiSchema(file: string): KnownApiSchema | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as KnownApiSchema;
  } catch {
    // Not built yet: Apollo's gateway reads the supergraph.
    return undefined;
  }
}
