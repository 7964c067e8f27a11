import type { NewEntry } from '../../../auditlog/types.js';
import { noting, openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { openStandingAlone, type StandingAlone } from '../../support/standAlone.js';

/** The demonstration behind the gateway, and each of its sources standing alone, with what is written to the log. */
export interface LoggedDemo {
  readonly deployment: TestDeployment;
  readonly alone: StandingAlone;
  /** What was appended, in order; a test may empty it. */
  readonly entries: NewEntry[];
  close(): Promise<void>;
}

export async function openLoggedDemo(): Promise<LoggedDemo> {
  const entries: NewEntry[] = [];
  const deployment = await openTestDeployment({ demo: true, watchLog: noting(entries) });
  const alone = await openStandingAlone(deployment);
  return {
    deployment,
    alone,
    entries,
    async close() {
      await alone.close();
      await deployment.close();
    },
  };
}
