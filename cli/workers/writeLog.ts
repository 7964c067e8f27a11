import { type Receiving, receiveEntries } from '../../auditlog/sending/receiveEntries.js';
import { openInstanceLog } from '../instance/instanceLog.js';
import type { Naming } from '../instance/serving.js';
import type { WriterAssignment } from './messages.js';

/** How long the log waits for workers to end, ms: less than they are given themselves. */
const patienceMs = 5_000;

/**
 * Writes the log of all workers, in a process of its own. It closes after they have gone, so that what they answer last is logged.
 *
 * @param schema that the workers serve, as text
 */
export async function writeLog(naming: Naming, { logSocket }: WriterAssignment, schema: string): Promise<Receiving> {
  const { log: reporter, lifecycle, settings, register } = naming;
  const log = await openInstanceLog(naming, schema);
  const state = () => ({
    isWitnessed: settings.witnesses === undefined || log.isWitnessed?.() === true,
    areLogsWhole: register.isWhole(),
  });
  const receiving = await receiveEntries({ ...logSocket, log, reporter, state });
  lifecycle.add('entries of workers', () => receiving.close(patienceMs));
  return receiving;
}
