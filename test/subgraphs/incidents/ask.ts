import { incidents } from '../../../subgraphs/incidents/index.js';
import { openSource as open, type TestSource } from '../openSource.js';

export {
  type Asker,
  analysis,
  belgianCustoms as customs,
  border,
  judicial,
  police,
  tax,
} from '../askers.js';
export { nodesAt, type TestSource } from '../openSource.js';

/** The source over a database of its own. */
export const openSource = (): Promise<TestSource> => open(incidents);
