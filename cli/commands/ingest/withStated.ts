import type { Command } from 'commander';
import type { IngestAccess } from '../../ingest/access.js';
import { settingsOf, statedBy } from '../../options.js';
import type { Output } from '../../printLine.js';

/** What every command about what was brought in is given: the deployment, who runs it, and how it prints. */
export interface StatedAccess extends IngestAccess, Output {
  readonly operator: string;
}

/** Does the work of a command about what was brought in. */
export async function withStated(command: Command, work: (access: StatedAccess) => Promise<unknown>): Promise<void> {
  const { withIngested } = await import('../../ingest/access.js');
  const stated = await statedBy(command);
  await withIngested(settingsOf(command).settings, (access) => work({ ...access, ...stated }));
}
