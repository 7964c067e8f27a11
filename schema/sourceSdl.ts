import { type DocumentNode, parse } from 'graphql/language/index.js';
import { readPackageFile } from './files.js';
import { expandListings } from './listing/expand.js';

/**
 * SDL of a source as its subgraph serves it: `schema/<name>.graphql` with what all sources share, listings written out.
 *
 * @throws GraphQLError where it does not parse; Error where its listings do not say what they must
 */
export function readSourceSdl(name: string): DocumentNode {
  return parseSourceSdl(
    `${readPackageFile('schema', `${name}.graphql`)}\n${readPackageFile('schema', 'shared.graphql')}`,
  );
}

/** The same of a whole SDL that is not in `schema/`. */
export function parseSourceSdl(sdl: string): DocumentNode {
  return expandListings(parse(sdl));
}
