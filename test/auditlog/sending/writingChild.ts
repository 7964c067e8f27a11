// Run as a child process: writes a log for others. Arguments: connection string, log id, folder of heads, path and secret of its socket.

import { receiveEntries } from '../../../auditlog/sending/receiveEntries.js';
import { openLog, openPool, silent } from '../support/openTestLog.js';

const [connectionString = '', logId = '', heads = '', path = '', secret = ''] = process.argv.slice(2);
const log = await openLog(openPool(connectionString), {
  logId,
  heads,
  leaseWaitMs: 10_000,
  checkpointEveryMs: 20,
  closesUnsent: true,
});
const state = () => ({ isWitnessed: true, areLogsWhole: true });
await receiveEntries({ path, secret, log, reporter: silent, state });
process.stdout.write('open\n');
