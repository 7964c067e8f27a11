import { type DocumentNode, parse } from 'graphql/language/index.js';
import { readPackageFile } from './files.js';
import { expandListings } from './listing/expand.js';

/**
 * The SDL of a source as its subgraph serves it: `schema/<name>.graphql` with `shared.graphql`, and with `subject.graphql` if it holds
 * data of persons; listings expanded.
 *
 * @throws GraphQLError where it does not parse; Error where its notation is used wrongly
 */
export function readSourceSdl(name: string): DocumentNode {
  const own = readPackageFile('schema', `${name}.graphql`);
  // Why not in all: composition warns of a type whose fields some sources lack.
  const repeated = own.includes('SubjectHoldings') ? ['shared', 'subject'] : ['shared'];
  return parseSourceSdl([own, ...repeated.map((file) => readPackageFile('schema', `${file}.graphql`))].join('\n'));
}

/** The same for a whole SDL that is not in `schema/`. */
export function parseSourceSdl(sdl: string): DocumentNode {
  return expandListings(parse(sdl));
}
