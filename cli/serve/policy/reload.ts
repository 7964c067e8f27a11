import { describeDiff, diffPolicies } from '../../../policy/comparing/diffPolicies.js';
import type { Policy } from '../../../policy/policy.js';
import { productAccess } from '../../../schema/productAccess.js';
import { explain } from '../../explain.js';
import type { Serving } from '../../instance/serving.js';
import { systemUser } from '../../operator.js';
import { beginAct } from '../../operatorLog/operatorAct.js';
import { createOperatorLog } from '../../operatorLog/operatorLog.js';
import { type ReadPolicy, readChecked } from './readChecked.js';
import type { TurningContext } from './turningContext.js';

/** Lines of a difference that an entry of the log states; more are counted. */
const mostLines = 200;

/**
 * Takes in the policy directory, where it was changed. One with a mistake is refused, with its reasons, and so is one that
 * what serves cannot be made ready for: the old policy stays. A change is in the log before it takes effect.
 *
 * @param context its policy is turned
 * @param prepare makes ready, and changes nothing yet; what it gives takes the policy in. Called where nothing was changed
 *   too: what else is read from files is read again
 * @returns what SIGHUP does; where it comes again meanwhile, it is done once more
 */
export function createReload(
  { settings, context, log }: Pick<Serving, 'settings' | 'log'> & { readonly context: TurningContext },
  prepare: (next: ReadPolicy) => Promise<() => Promise<void> | void>,
): () => void {
  const reload = async (): Promise<void> => {
    const next = readChecked(settings, log);
    const take = await prepare(next);
    const [{ policy: before }, { policy }] = [context, next];
    if (policy.version === before.version) {
      log.info({ policy: policy.version }, 'the policy is as it was');
      return await take();
    }
    const facts = factsOf(before, policy);
    const act = { act: 'policyChange', ...beginAct('policy', systemUser()), facts } as const;
    const operatorLog = createOperatorLog(settings, { ...context, policy: before }, log);
    const taken = async () => {
      context.turnTo(policy);
      return { value: await take() };
    };
    await operatorLog.perform(act, taken);
    log.info({ from: before.version, to: policy.version }, 'the policy was changed');
  };
  let last = Promise.resolve();
  let waiting = 0;
  return () => {
    if (waiting > 1) return;
    waiting += 1;
    last = last
      .then(reload)
      .catch((error: unknown) => log.error(`reload refused, what serves goes on: ${explain(error)}`))
      .finally(() => {
        waiting -= 1;
      });
  };
}

function factsOf(before: Policy, after: Policy) {
  const lines = describeDiff(diffPolicies([before, after], productAccess()));
  return { from: before.version, to: after.version, lines: lines.length, diff: lines.slice(0, mostLines) };
}
