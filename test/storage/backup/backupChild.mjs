// Takes backups of a running cluster, one after the other, until it is killed. Why as built: see test/storage/embedded/startChild.mjs.
import { holdingBackups } from '../../../dist/storage/backup/backupsFolder.js';
import { takeBackup } from '../../../dist/storage/backup/takeBackup.js';
import { dataLayout } from '../../../dist/storage/embedded/layout.js';

const [adminUrl = '', data = '', folder = ''] = process.argv.slice(2);
process.stdout.write('ready\n');
for (;;)
  await holdingBackups(folder, data, () =>
    takeBackup({
      adminUrl,
      layout: dataLayout(data),
      folder,
      link: Buffer.alloc(32, 7),
      acts: '0:none',
      build: 'test',
    }),
  );
