import type { Policy } from '../../../policy/policy.js';
import type { Subgraph } from '../../../subgraphs/kit/createSubgraph.js';
import { explain } from '../../explain.js';
import type { Serving } from '../../instance/serving.js';
import type { LocalSource } from '../localSources.js';
import { readChecked } from './readChecked.js';

/** How long a source decides by the policy before the present one, for a gateway that has not taken it in yet: ten minutes. */
export const OVERLAP_MS = 10 * 60_000;

/** A source behind a gateway, which takes in another policy while it serves. */
export interface TurningSource {
  readonly subgraph: Pick<Subgraph, 'name' | 'execute'>;
  /** What SIGHUP does. A directory with a mistake is refused, with its reasons: what serves goes on. */
  takeIn(): void;
}

/**
 * Decides each call by the policy that its gateway states, where that is the present one, or the one before it and ten
 * minutes are not over. Why two: sources and gateway are told one after the other, and no question may fall between.
 * Why not for ever: a right that was taken must end, whatever the gateway goes on to state.
 *
 * @param now ms since 1970
 */
export function createTurningSource(
  { subgraph, under }: LocalSource,
  { settings, context, log }: Pick<Serving, 'settings' | 'context' | 'log'>,
  now: () => number = Date.now,
): TurningSource {
  let present = { policy: context.policy, subgraph };
  let before: { readonly policy: Policy; readonly subgraph: Subgraph; readonly until: number } | null = null;
  const takeIn = (): void => {
    const { policy } = readChecked(settings, log);
    const from = present.policy.version;
    if (policy.version === from) {
      log.info({ policy: from }, 'the policy is as it was');
      return;
    }
    before = { ...present, until: now() + OVERLAP_MS };
    present = { policy, subgraph: under(policy) };
    log.info(
      { from, to: policy.version },
      'the policy was changed; a gateway may state the one before for ten minutes',
    );
  };
  return {
    subgraph: {
      name: subgraph.name,
      execute: (call) => {
        const isBefore =
          before !== null && before.policy.version === call.session?.policyVersion && now() < before.until;
        return (isBefore && before ? before : present).subgraph.execute(call);
      },
    },
    takeIn: () => {
      try {
        takeIn();
      } catch (error) {
        log.error(`reload refused, what serves goes on: ${explain(error)}`);
      }
    },
  };
}
