import { assertCoversProduct } from '../../../policy/loading/closure.js';
import { validityWarnings } from '../../../policy/loading/legalBasis.js';
import { parsePolicy } from '../../../policy/loading/load.js';
import type { PolicyFiles } from '../../../policy/loading/mistake.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import type { Policy } from '../../../policy/policy.js';
import type { Serving } from '../../instance/serving.js';

/** A policy, and the texts it was read from. */
export interface ReadPolicy {
  readonly files: PolicyFiles;
  readonly policy: Policy;
}

/**
 * Reads the policy directory again, checked as at a start, and warns of rows that end soon.
 *
 * @throws PolicyError with each mistake and its place
 */
export function readChecked({ policyDir }: Pick<Serving['settings'], 'policyDir'>, log: Serving['log']): ReadPolicy {
  const files = readPolicyFiles(policyDir);
  const policy = parsePolicy(files);
  assertCoversProduct(policy, files);
  for (const line of validityWarnings(policy, new Date())) log.warn(line);
  return { files, policy };
}
