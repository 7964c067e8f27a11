// Names a log in the register and is killed before its first entry: database URL, folder of heads.
import pg from 'pg';
import { openLogRegister } from '../../../auditlog/register/register.js';
import { auditKeys } from '../support/samples.js';

const [connectionString = '', heads = ''] = process.argv.slice(2);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const register = await openLogRegister({
  ...{ pool: new pg.Pool({ connectionString }), keys: auditKeys, heads, log, instance: 'main', ahead: [] },
  opening: { policyVersion: 'p1', schemaHash: 's1' },
});
await register.opened('main.w1');
process.kill(process.pid, 'SIGKILL');
