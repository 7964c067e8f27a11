import type { RunningGateway } from '../../../gateway/index.js';
import { describeDiff, diffPolicies } from '../../../policy/comparing/diffPolicies.js';
import type { Policy } from '../../../policy/policy.js';
import { productAccess } from '../../../schema/productAccess.js';
import { explain } from '../../explain.js';
import type { Opening } from '../../instance/serving.js';
import { systemUser } from '../../operator.js';
import { beginAct } from '../../operatorLog/operatorAct.js';
import { createOperatorLog } from '../../operatorLog/operatorLog.js';
import { type ReadPolicy, readChecked } from './readChecked.js';
import type { ReloadableContext } from './reloadableContext.js';

/** Most lines of a difference that an entry of the log states; the rest is counted. */
const mostLines = 200;

/**
 * Reloads the policy directory. One with a mistake, or one that the server cannot prepare for, is refused with its reasons, and the old
 * policy stays. A change is in the log before it takes effect.
 *
 * @param context its policy is replaced
 * @param prepare prepares for a policy, and returns what puts it in force. Called for an unchanged policy too: other files
 *   are read again
 * @returns what SIGHUP does; a signal during a reload causes one more
 */
export function createReload(
  { settings, context, log }: Pick<Opening, 'settings' | 'log'> & { readonly context: ReloadableContext },
  prepare: (next: ReadPolicy) => Promise<() => Promise<void> | void>,
): () => void {
  const reload = async (): Promise<void> => {
    const next = readChecked(settings, log);
    const apply = await prepare(next);
    const [{ policy: before }, { policy }] = [context, next];
    if (policy.version === before.version) {
      log.info({ policy: policy.version }, 'the policy is unchanged');
      return await apply();
    }
    const facts = factsOf(before, policy);
    const act = { act: 'policyChange', ...beginAct('policy', systemUser()), facts } as const;
    const operatorLog = createOperatorLog(settings, { ...context, policy: before }, log);
    await operatorLog.perform(act, async () => {
      context.setPolicy(policy);
      return { value: await apply() };
    });
    log.info({ from: before.version, to: policy.version }, 'the policy was changed');
  };
  let last = Promise.resolve();
  let waiting = 0;
  return () => {
    if (waiting > 1) return;
    waiting += 1;
    last = last
      .then(reload)
      .catch((error: unknown) => log.error(`reload refused, the old policy stays: ${explain(error)}`))
      .finally(() => {
        waiting -= 1;
      });
  };
}

/** Has SIGHUP reload the policy directory in this process: no request is lost, and each sees one policy. */
export function reloadOnHangUp(
  serving: Opening & { readonly context: ReloadableContext },
  gateway: Pick<RunningGateway, 'prepare'>,
): void {
  const { settings, log, lifecycle } = serving;
  lifecycle.onHangUp =
    settings.policyDir === undefined
      ? () => log.info('SIGHUP reloads nothing: no policy directory is set (--policy-dir)')
      : createReload(serving, ({ policy, files }) => gateway.prepare({ policy, policyFiles: files }));
}

function factsOf(before: Policy, after: Policy) {
  const lines = describeDiff(diffPolicies([before, after], productAccess()));
  return { from: before.version, to: after.version, lines: lines.length, diff: lines.slice(0, mostLines) };
}
