// A command in a process of its own, so that a test can kill it in the middle of what it does: database URL, keys, its id.
// It says BEGUN when it is at it, and ends when a line comes.
import { once } from 'node:events';
import { join } from 'node:path';
import { pino } from 'pino';
import type { CommandContext } from '../../../cli/commandContext.js';
import { readSettings } from '../../../cli/config.js';
import { createOperatorLog } from '../../../cli/operatorLog/operatorLog.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { openKeys } from '../../../storage/keys/keys.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';

const [auditWriterUrl = '', folder = '', id = ''] = process.argv.slice(2);
const headsDirectory = join(folder, 'heads');
const keys = { ...(await openKeys(folder)), store: keyStoreBeside(auditWriterUrl) };
const context = { databases: { auditWriterUrl }, keys, headsDirectory, policy: loadPolicy() } as CommandContext;
const log = createOperatorLog(readSettings({}, {}).settings, context, pino({ level: 'silent' }));
const startedAt = new Date().toISOString();
await log.perform({ act: 'export', id, operator: 'test', originator: 'NL-CUSTOMS', startedAt, facts: {} }, async () => {
  console.log('BEGUN');
  await once(process.stdin, 'data');
  return { value: null };
});
process.exit(0);
