// Names a log in the register and is killed before its first entry: database URL, folder of heads.
import { openLogRegister } from '../../../auditlog/register/register.js';
import { openPool, silent, testOpening } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';

const [connectionString = '', heads = ''] = process.argv.slice(2);
const register = await openLogRegister({
  ...{ pool: openPool(connectionString), keys: auditKeys, heads, log: silent, opening: testOpening },
  ...{ instance: 'main', ahead: [] },
});
await register.opened('main.w1');
process.kill(process.pid, 'SIGKILL');
