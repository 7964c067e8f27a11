import type { Policy } from '../../../policy/policy.js';
import type { CommandContext } from '../../commandContext.js';

/** The context of a server, whose policy may be replaced: read it where it is needed, and do not copy it. */
export interface ReloadableContext extends CommandContext {
  setPolicy(policy: Policy): void;
}

/** The same context, whose policy may be replaced. */
export function reloadable(context: CommandContext): ReloadableContext {
  let { policy } = context;
  return {
    ...context,
    get policy() {
      return policy;
    },
    setPolicy(next) {
      policy = next;
    },
  };
}
