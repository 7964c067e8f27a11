import { randomBytes } from 'node:crypto';
import { test } from '@jest/globals';
import type { Serving } from '../../../cli/instance/serving.js';
import { openLog } from '../../../cli/log.js';
import { openLocalSource } from '../../../cli/serve/localSources.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { sql } from '../../../storage/kysely.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { until } from '../../support/waiting/until.js';

const database = await ownTestDatabase({ sources: ['cargo'] });

function openCargo(url: string) {
  const keys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const context = { policy: loadPolicy(), keys, databases: { url: () => url } };
  const serving = { settings: { sourceConnections: 2 }, context, log: openLog({ logLevel: 'silent' }) };
  return openLocalSource('cargo', serving as unknown as Serving);
}

test('a source that is opened reads its envelopes before anybody asks: only the source itself was held to', async () => {
  const source = openCargo(database.url('cargo'));
  const watching = openDatabase(database.adminUrl, { source: 'cargo' });
  const read = () =>
    watching.rows(sql`select 1 from pg_stat_activity
      where datname = current_database() and application_name = 'portcullis cargo' and query like '%from cargo.envelope e%'
      and pid <> pg_backend_pid()`);
  await until(async () => (await read()).length === 1, 'nothing was read');
  await Promise.all([source.close(), watching.close()]);
});

test('a source opens where its database does not answer yet', async () => {
  const source = openCargo('postgresql://cargo@127.0.0.1:1/cargo');
  await source.subgraph.warm();
  await source.close();
});
