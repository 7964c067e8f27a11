import type { Policy } from '../../../policy/policy.js';
import type { Subgraph } from '../../../subgraphs/kit/createSubgraph.js';
import { explain } from '../../explain.js';
import type { Serving } from '../../instance/serving.js';
import type { LocalSource } from '../localSources.js';
import { readChecked } from './readChecked.js';

/** How long a source still decides by the previous policy, for a gateway that has not reloaded yet: ten minutes. */
export const OVERLAP_MS = 10 * 60_000;

/** A source behind a gateway, whose policy can be reloaded while it serves. */
export interface ReloadableSource {
  readonly subgraph: Pick<Subgraph, 'name' | 'execute'>;
  /** What SIGHUP does. A directory with a mistake is refused, with its reasons. */
  reload(): void;
}

/**
 * Decides each call by the policy that its gateway states, where that is the present one, or for ten minutes the previous
 * one. Why two: sources and gateway reload one after the other, and no request may fail in between. Why not for ever: a
 * revoked right must end, whatever the gateway states.
 *
 * @param now ms since 1970
 */
export function createReloadableSource(
  { subgraph, under }: LocalSource,
  { settings, context, log }: Pick<Serving, 'settings' | 'context' | 'log'>,
  now: () => number = Date.now,
): ReloadableSource {
  let present = { policy: context.policy, subgraph };
  let previous: { readonly policy: Policy; readonly subgraph: Subgraph; readonly until: number } | null = null;
  const reload = (): void => {
    const { policy } = readChecked(settings, log);
    const from = present.policy.version;
    if (policy.version === from) {
      log.info({ policy: from }, 'the policy is unchanged');
      return;
    }
    previous = { ...present, until: now() + OVERLAP_MS };
    present = { policy, subgraph: under(policy) };
    log.info(
      { from, to: policy.version },
      'the policy was changed; a gateway may state the previous one for ten minutes',
    );
  };
  return {
    subgraph: {
      name: subgraph.name,
      execute: (call) => {
        const isPrevious = previous?.policy.version === call.session?.policyVersion && now() < (previous?.until ?? 0);
        return (isPrevious && previous ? previous : present).subgraph.execute(call);
      },
    },
    reload: () => {
      try {
        reload();
      } catch (error) {
        log.error(`reload refused, the old policy stays: ${explain(error)}`);
      }
    },
  };
}
