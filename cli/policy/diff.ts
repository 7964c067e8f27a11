import { describeDiff, diffPolicies, hasGain } from '../../policy/comparing/diffPolicies.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { productAccess } from '../../schema/productAccess.js';
import { type Output, print } from '../output/printLine.js';

/**
 * Prints how two policy directories differ.
 *
 * @param before absent: the product's own
 * @returns the exit code: 0 where nobody gains, 1 where somebody does
 * @throws PolicyError where one of them cannot be read
 */
export function printDiff(output: Output, before: string | undefined, after: string): number {
  const [old, next] = [parsePolicy(readPolicyFiles(before)), parsePolicy(readPolicyFiles(after))] as const;
  const diff = diffPolicies([old, next], productAccess());
  print(output, diff, () => describeDiff(diff));
  return hasGain(diff) ? 1 : 0;
}
