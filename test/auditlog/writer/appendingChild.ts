// Run as a child process: appends without end, and prints each receipt once it has it.
// Arguments: connection string, log id, folder of heads, number of appends in flight.
import { openLog, openPool } from '../support/openTestLog.js';
import { sampleBody, sampleHeader } from '../support/samples.js';

const [connectionString = '', logId = '', heads = '', inFlight = '1'] = process.argv.slice(2);
const log = await openLog(openPool(connectionString), { logId, heads, leaseWaitMs: 10_000, checkpointEveryMs: 20 });
process.stdout.write('open\n');

async function appendForever(): Promise<void> {
  for (;;) {
    const header = sampleHeader();
    try {
      const receipt = await log.append({ header, body: sampleBody() });
      process.stdout.write(`${JSON.stringify(receipt)}\n`);
    } catch {
      // Without a receipt nothing was promised.
    }
  }
}
for (let i = 0; i < Number(inFlight); i += 1) void appendForever();
