import { diffPolicies } from '../../../policy/comparing/changes.js';
import type { PolicyFiles } from '../../../policy/loading/mistake.js';
import type { Policy } from '../../../policy/policy.js';
import { productAccess } from '../../../schema/productAccess.js';
import { systemUser } from '../../acts/operator.js';
import { beginAct } from '../../acts/operatorAct.js';
import { createOperatorLog } from '../../acts/operatorLog.js';
import { explain } from '../../explain.js';
import { linesOf } from '../../policy/diff.js';
import type { Serving } from '../serving.js';
import { readChecked } from './readChecked.js';

/** Lines of a difference that an entry of the log states; more are counted. */
const mostLines = 200;

/** The policy that workers are given, and what takes in another. */
export interface PolicyReload {
  /** The texts that every worker begins with, one that takes the place of a crashed one too. */
  files(): PolicyFiles;
  /** What SIGHUP does; where it comes again meanwhile, it is done once more. */
  request(): void;
}

/**
 * Takes in the policy directory, where it was changed, and has each worker begin anew. A directory with a mistake is
 * refused, with its reasons: the old policy stays, and so do the workers. A change is in the log before it takes effect.
 *
 * @param roll true where every worker is new
 */
export function createReload(
  { settings, foundation, log }: Serving,
  held: { files: PolicyFiles; policy: Policy },
  roll: () => Promise<boolean>,
): PolicyReload {
  const reload = async (): Promise<void> => {
    const { files, policy } = readChecked(settings, log);
    const before = held;
    const take = async (): Promise<void> => {
      held = { files, policy };
      if (!(await roll())) throw new Error('not every worker is new: see the lines before');
    };
    if (policy.version === before.policy.version) return await take().catch(() => undefined);
    const act = {
      act: 'policyChange',
      ...beginAct('policy', systemUser()),
      facts: factsOf(before.policy, policy),
    } as const;
    await createOperatorLog(settings, foundation, log).perform(act, async () => ({ value: await take() }));
    log.info({ from: before.policy.version, to: policy.version }, 'the policy was changed');
  };
  let last = Promise.resolve();
  let waiting = 0;
  const request = (): void => {
    if (waiting > 1) return;
    waiting += 1;
    last = last
      .then(reload)
      .catch((error: unknown) => log.error(`reload refused, what serves goes on: ${explain(error)}`))
      .finally(() => {
        waiting -= 1;
      });
  };
  return { files: () => held.files, request };
}

function factsOf(before: Policy, after: Policy) {
  const lines = linesOf(diffPolicies([before, after], productAccess()));
  return { from: before.version, to: after.version, lines: lines.length, diff: lines.slice(0, mostLines) };
}
