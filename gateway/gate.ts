import type { RequestFacts } from '../policy/types.js';
import type { Admitted, CheckedDocument } from './exchange.js';
import type { View } from './view.js';

/** The first wall, as the pipeline sees it. `policyGate` is the real one, `permissiveGate` the one for development. */
export interface Gate {
  /** True where the operation selects anything that is not public. */
  needsPurpose(checked: CheckedDocument): boolean;
  viewOf(facts: RequestFacts): View;
  /** @throws PortcullisError FILTER_NOT_PERMITTED naming the input */
  checkInputs(checked: CheckedDocument, facts: RequestFacts): void;
  /** Takes out what this view can never get, and introspection, which is answered from the view's schema. */
  prune(checked: CheckedDocument, facts: RequestFacts): Admitted;
}
