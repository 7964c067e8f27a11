import { readFileSync } from 'node:fs';
import { type LoadedSchema, loadSchema } from '../../gateway/supergraph/supergraph.js';
import type { Policy } from '../../policy/policy.js';
import { badUserInput } from '../../schema/errors.js';
import { readPackageFile } from '../../schema/files.js';

/**
 * The schema that documents are checked against; a foreign supergraph is labelled by the policy.
 *
 * @param path file of the supergraph; absent: the product's
 * @throws PortcullisError BAD_USER_INPUT for a file that is no supergraph
 */
export async function readServed(path: string | undefined, policy: Policy): Promise<LoadedSchema> {
  if (path === undefined) return await loadSchema(readPackageFile('schema', 'supergraph.graphql'), policy);
  try {
    return await loadSchema(readFileSync(path, 'utf8'), policy);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw badUserInput(`${path} is no readable supergraph: ${why}`, { at: '--supergraph' });
  }
}
