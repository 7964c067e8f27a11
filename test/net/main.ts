import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageFile } from '../../schema/files.js';

/*
 * `npm run net` compares with what is recorded and prints what differs; `npm run net -- --write` records anew; a word picks
 * one of the tests. By Jest, which starts the database. `--pg-config PATH` says where a PostgreSQL with Citus is.
 */
const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean' }, 'pg-config': { type: 'string' } },
});
const tests = words.length > 0 ? words.map((word) => `test/net/(?:.*/)?${word}`) : ['test/net'];
const jest = packageFile('node_modules', 'jest', 'bin', 'jest.js');
// Why in band: figures are taken.
const alone = values['pg-config'] ? ['--runInBand'] : [];
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', jest, ...alone, ...tests],
  {
    stdio: 'inherit',
    cwd: packageFile(),
    env: {
      ...process.env,
      TEST_NET: 'yes',
      ...(values.write ? { TEST_NET_WRITE: 'yes' } : {}),
      ...(values['pg-config'] ? { TEST_PG_CONFIG: resolve(values['pg-config']) } : {}),
    },
  },
);
process.exitCode = status ?? 1;
