import { printByTurns } from '../../gateway/gate/printByTurns.js';
import { bounds } from '../../policy/bounds.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { viewSchema } from '../../policy/operations/viewSchema.js';
import { readServed } from '../documents/readServed.js';
import { factsOf, type Viewing } from './explain.js';

/** Which schema is printed. */
export interface PrintedSchema {
  /** Absent: the whole, which no viewer may ask. */
  readonly viewing?: Viewing | undefined;
  readonly policyDir?: string | undefined;
  /** File of a supergraph; absent: the product's. */
  readonly supergraph?: string | undefined;
}

/**
 * SDL of the API schema, or of the part of it that a viewer may ask, with its costs.
 *
 * @throws BAD_USER_INPUT for an unknown agency, or a file that is no supergraph; PolicyError
 */
export async function schemaSdl({ viewing, policyDir, supergraph }: PrintedSchema): Promise<string> {
  const policy = parsePolicy(readPolicyFiles(policyDir));
  const { apiSchema, access, costs } = await readServed(supergraph, policy);
  if (!viewing) return await printByTurns(apiSchema, costs);
  return await printByTurns(viewSchema(apiSchema, access, bounds(policy, factsOf(policy, viewing))), costs);
}
