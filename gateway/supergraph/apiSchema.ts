import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { buildASTSchema, type GraphQLSchema, parse, printSchema } from 'graphql';
import { packageFile } from '../../schema/files.js';

/** The API schema of one supergraph, and of what it was read. */
export interface KnownApiSchema {
  /** SHA-256 of the supergraph's SDL, hex. */
  readonly supergraph: string;
  /** Version of Apollo's gateway, which read it. */
  readonly version: string;
  /** Empty where the supergraph is none. */
  readonly apiSdl: string;
}

/** Where the build keeps that of our own supergraph: `cli/build/readAhead.ts`. */
export const knownApiSchemaFile: string = packageFile('dist', 'gateway', 'apiSchema.json');

/**
 * What clients may name of a supergraph: Apollo's gateway reads it, unless the build had it read this very text.
 *
 * Why ahead: a second of every start went into Apollo's gateway, its telemetry and a planner that nobody asks.
 *
 * @throws Error where the supergraph is not one
 */
export async function readApiSchema(supergraphSdl: string, file: string = knownApiSchemaFile): Promise<GraphQLSchema> {
  const known = knownApiSchema(file);
  if (known?.supergraph === hashOf(supergraphSdl) && known.apiSdl !== '')
    return buildASTSchema(parse(known.apiSdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
  const { readByApollo } = await import('./apollo.js');
  return await readByApollo(supergraphSdl);
}

/** Has Apollo's gateway read a supergraph for later, where it has not done so already. */
export async function readAhead(supergraphSdl: string, file: string = knownApiSchemaFile): Promise<KnownApiSchema> {
  const { version } = createRequire(import.meta.url)('@apollo/gateway/package.json') as { version: string };
  const supergraph = hashOf(supergraphSdl);
  const known = knownApiSchema(file);
  if (known?.supergraph === supergraph && known.version === version) return known;
  const { readByApollo } = await import('./apollo.js');
  // Why no failure: `portcullis compose`, which mends the supergraph, must be built as well. The start refuses it.
  const apiSdl = await readByApollo(supergraphSdl).then(printSchema, () => '');
  return { supergraph, version, apiSdl };
}

/** SHA-256 of an SDL, hex. */
export function hashOf(sdl: string): string {
  return createHash('sha256').update(sdl, 'utf8').digest('hex');
}

// Not built, or being built: then Apollo's gateway reads.
function knownApiSchema(file: string): KnownApiSchema | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as KnownApiSchema;
  } catch {
    return undefined;
  }
}
