import { expect, it } from '@jest/globals';
import { assertCoordinator, distributeSchema } from '../../../storage/nodes/distribute.js';
import { setLocal } from '../../../storage/nodes/setLocal.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

/* On PostgreSQL without Citus; `npm run net -- citus` has three nodes. */
const database = await ownTestDatabase();

it('says that a database is no coordinator of Citus, and what to do', async () => {
  await expect(assertCoordinator(database.adminUrl)).rejects.toMatchObject({
    code: 'DATABASE_WITHOUT_CITUS',
    hint: expect.stringContaining('citus_add_node'),
  });
});

it('does not say where a schema is that was being distributed when the connection was lost', async () => {
  await expect(distributeSchema('postgres://127.0.0.1:1/none', 'cargo')).rejects.toMatchObject({
    message: expect.stringContaining('(ECONNREFUSED): it is not known whether the schema cargo was distributed'),
    hint: 'Run the same command again: it says where it is.',
  });
});

it('sets what a transaction has for itself, as who may write records, and nothing beyond it', async () => {
  const ingest = openDatabase(database.ingestUrl, { source: 'cargo', max: 1 });
  const limit = () => ingest.exec('show lock_timeout');
  const [before] = await limit();
  await ingest.transaction(async (transaction) => {
    await setLocal(transaction, 'lock_timeout', '2s');
    expect(await transaction.exec('show lock_timeout')).toEqual([{ lock_timeout: '2s' }]);
  });
  expect(await limit()).toEqual([before]);
  await ingest.close();
});
