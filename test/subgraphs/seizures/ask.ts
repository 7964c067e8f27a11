import { seizures } from '../../../subgraphs/seizures/index.js';
import { openSource as open, type TestSource } from '../openSource.js';

export {
  type Asker,
  analysis,
  belgianCustoms as customs,
  border,
  judicial,
  police,
  supervisor,
  tax,
} from '../askers.js';
export { nodesAt, type TestSource } from '../openSource.js';

/** The source over a database of its own. */
export const openSource = (): Promise<TestSource> => open(seizures);
