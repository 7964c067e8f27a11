import type { NewEntry } from '../../../auditlog/types.js';
import { noting, openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { openStandingAlone, type StandingAlone } from '../../support/standAlone.js';

/** The demonstration behind the gateway, and each of its sources standing alone, with what is written to the log. */
interface LoggedDemo {
  readonly deployment: TestDeployment;
  readonly alone: StandingAlone;
  /** What was appended, in order; a test may empty it. */
  readonly entries: NewEntry[];
}

/** Opens it; gone after the tests of the file. */
export async function openLoggedDemo(): Promise<LoggedDemo> {
  const entries: NewEntry[] = [];
  const deployment = closedAfter(await openTestDeployment({ demo: true, watchLog: noting(entries) }));
  return { deployment, alone: closedAfter(await openStandingAlone(deployment)), entries };
}
