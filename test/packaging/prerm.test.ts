import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { readPackageFile } from '../../schema/files.js';

/* What the Debian package asks of systemd before its files go, where systemd runs. */
const script = readPackageFile('packaging', 'debian', 'prerm').replaceAll('/run/systemd/system', '/');

test.each([
  ['upgrade', 'stop portcullis.service'],
  ['remove', 'disable --now --quiet portcullis.service portcullis-nightly.timer'],
  ['failed-upgrade', ''],
])('before %s it says: %s', (action, said) => {
  const { status, stdout } = spawnSync(
    'sh',
    ['-c', `systemctl() { echo "$*"; }\n${script}`, 'prerm', action, '0.3.0'],
    {
      encoding: 'utf8',
    },
  );
  expect([status, stdout.trim()]).toEqual([0, said]);
});
