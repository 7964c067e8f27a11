import { spawnSync } from 'node:child_process';
import { packageFile } from '../../schema/files.js';

/*
 * `npm run net` compares with what is recorded and prints what differs; `npm run net -- --write` records anew; a word picks
 * one of the tests. By Jest, which starts the database.
 */
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const tests = words.length > 0 ? words.map((word) => `test/net/(?:.*/)?${word}`) : ['test/net'];
const jest = packageFile('node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', jest, ...tests], {
  stdio: 'inherit',
  cwd: packageFile(),
  env: {
    ...process.env,
    TEST_NET: 'yes',
    ...(process.argv.includes('--write') ? { TEST_NET_WRITE: 'yes' } : {}),
  },
});
process.exitCode = status ?? 1;
