/*
 * Holds the benchmark's embedded PostgreSQL open, on the core that is not the gateway's. Usage: node database.mjs DATA
 * Prints `ready PID MS`: the postmaster's process id and what a commit takes; ends with SIGTERM.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { commitMs } from './measure/commit.mjs';
import { product } from './product.mjs';

const { readSettings } = await product('cli/config.js');
const { openCommandContext } = await product('cli/commandContext.js');
const { dataLayout } = await product('storage/embedded/layout.js');

const data = process.argv[2];
const { settings } = readSettings({ data, logLevel: 'warn' }, {});
const context = await openCommandContext(settings, pino({ level: 'warn' }, pino.destination(2)), { mayCreate: true });
const { cluster } = dataLayout(data);
const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
console.log(`ready ${pid} ${await commitMs(context.databases.ownerUrl)}`);

const alive = setInterval(() => undefined, 1 << 30);
process.once('SIGTERM', async () => {
  clearInterval(alive);
  await context.databases.stop();
  process.exit(0);
});
