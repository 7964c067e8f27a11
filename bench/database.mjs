/*
 * Holds the benchmark's embedded PostgreSQL open, on the core that is not the gateway's. Usage: node database.mjs DATA FILE
 * Writes into FILE the postmaster's process id, a connection string, and what a commit takes, then prints `ready`; ends with SIGTERM.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { commitMs } from './measure/commit.mjs';
import { product } from './product.mjs';

const { readSettings } = await product('cli/config.js');
const { openCommandContext } = await product('cli/commandContext.js');
const { dataLayout } = await product('storage/embedded/layout.js');

const [data, file] = process.argv.slice(2);
const { settings } = readSettings({ data, logLevel: 'warn' }, {});
const context = await openCommandContext(settings, pino({ level: 'warn' }, pino.destination(2)), { mayCreate: true });
const { cluster } = dataLayout(data);
const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
const { ownerUrl: url } = context.databases;
writeFileSync(file, JSON.stringify({ pid, url, commitMs: await commitMs(url) }), { mode: 0o600 });
console.log('ready');

const alive = setInterval(() => undefined, 1 << 30);
process.once('SIGTERM', async () => {
  clearInterval(alive);
  await context.databases.stop();
  process.exit(0);
});
