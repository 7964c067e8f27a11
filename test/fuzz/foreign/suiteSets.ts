import type { GraphQLSchema } from 'graphql';
import { readApiSchema } from '../../../gateway/supergraph/apiSchema.js';

/** An operation of a suite, with the answer that it is due. Errors are compared where the suite says whether there are any. */
export interface SuiteTest {
  readonly query: string;
  readonly expected: { readonly data?: unknown; readonly errors?: boolean };
}

/** One supergraph of a suite, whose sources are served. */
export interface SuiteSet {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  /** Asked anew for each gateway: operations that change something bear a number of their own. */
  tests(): Promise<readonly SuiteTest[]>;
}

/**
 * The sets of a suite that is served elsewhere: at `URL/ids` their names, at `URL/NAME/supergraph` and `URL/NAME/tests` their
 * supergraphs and operations.
 *
 * @param only this one alone
 * @throws Error in one line where there is none
 */
export async function* suiteSets(url: string, only: string | undefined): AsyncGenerator<SuiteSet> {
  for (const name of JSON.parse(await read(`${url}/ids`)) as string[]) {
    if (only !== undefined && name !== only) continue;
    const sdl = await read(`${url}/${name}/supergraph`);
    const tests = async () => JSON.parse(await read(`${url}/${name}/tests`)) as SuiteTest[];
    yield { name, sdl, schema: await readApiSchema(sdl), tests };
  }
}

async function read(url: string): Promise<string> {
  // Why again: a server may close the connection that it kept, in the moment in which it is used.
  const response = await fetch(url).catch(() => fetch(url).catch(() => undefined));
  if (!response?.ok) throw new Error(`No suite is served at ${url}.`);
  return await response.text();
}
