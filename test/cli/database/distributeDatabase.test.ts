import { mkdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readSettings } from '../../../cli/config.js';
import { distributeDatabase } from '../../../cli/database/distributeDatabase.js';
import { markRestoring } from '../../../storage/acts/restoring.js';
import { withAdmin } from '../../../storage/roles.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

/* On an empty PostgreSQL without Citus; `npm run net -- citus` has three nodes. */
const folder = temporaryDataDirectory('portcullis distribute ');
const database = await ownTestDatabase({ template: 'template0' });
mkdirSync(folder.path);
const { settings } = readSettings({ databaseUrl: database.adminUrl, data: folder.path, logLevel: 'silent' }, {});

const distribute = () => distributeDatabase({ settings, sources: ['cargo'], json: true, out: () => undefined });

test('a database that is no coordinator is left as it is', async () => {
  await expect(distribute()).rejects.toMatchObject({ code: 'DATABASE_WITHOUT_CITUS' });
  const { rows } = await withAdmin(database.adminUrl, (admin) =>
    admin.query(`select nspname from pg_namespace where nspname in ('cargo', 'storage')`),
  );
  expect(rows).toEqual([]);
});

test('a database that is being restored is not asked', async () => {
  markRestoring(folder.path, { since: { acts: 0 } as never });
  await expect(distribute()).rejects.toMatchObject({ code: 'RESTORING' });
});
