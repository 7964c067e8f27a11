import type { Policy } from '../../../policy/policy.js';
import type { CommandContext } from '../../commandContext.js';

/** A context for days: its policy is the one that decides now. */
export interface TurningContext extends CommandContext {
  turnTo(policy: Policy): void;
}

/** The same context, whose policy may be turned: it is to be read where it is needed, and not copied. */
export function turning(context: CommandContext): TurningContext {
  let { policy } = context;
  return {
    ...context,
    get policy() {
      return policy;
    },
    turnTo(next) {
      policy = next;
    },
  };
}
