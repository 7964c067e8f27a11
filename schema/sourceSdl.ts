import { type DocumentNode, parse } from 'graphql/language/index.js';
import { readPackageFile } from './files.js';
import { expandListings } from './listing/expand.js';

/**
 * The SDL of a source as its subgraph serves it: `schema/<name>.graphql` with `shared.graphql`, listings expanded.
 *
 * @throws GraphQLError where it does not parse; Error where its notation is used wrongly
 */
export function readSourceSdl(name: string): DocumentNode {
  return parseSourceSdl(
    `${readPackageFile('schema', `${name}.graphql`)}\n${readPackageFile('schema', 'shared.graphql')}`,
  );
}

/** The same for a whole SDL that is not in `schema/`. */
export function parseSourceSdl(sdl: string): DocumentNode {
  return expandListings(parse(sdl));
}
