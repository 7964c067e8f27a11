import type { Policy } from '../../../policy/policy.js';
import type { Foundation } from '../../foundation.js';

/** A foundation for days: its policy is the one that decides now. */
export interface TurningFoundation extends Foundation {
  turnTo(policy: Policy): void;
}

/** The same foundation, whose policy may be turned: it is to be read where it is needed, and not copied. */
export function turning(foundation: Foundation): TurningFoundation {
  let { policy } = foundation;
  return {
    ...foundation,
    get policy() {
      return policy;
    },
    turnTo(next) {
      policy = next;
    },
  };
}
