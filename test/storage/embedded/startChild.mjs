// Starts the embedded server on the data directory given, says what it found, and waits to be killed. Why as built: a user
// without a home cannot compile sources where the folder of temporary files is anybody's.
import { startEmbedded } from '../../../dist/storage/embedded/start.js';
import { provisionEmbedded } from '../../../dist/storage/provision/provision.js';
import { withAdmin } from '../../../dist/storage/roles.js';

const server = await startEmbedded({ dataDirectory: process.argv[2] ?? '', settings: { fsync: 'off' } });
const url = await provisionEmbedded(server);
await withAdmin(url, async (admin) => {
  await admin.query('create table if not exists acknowledged (n int)');
  await admin.query('insert into acknowledged values (1)');
});
process.stdout.write(`${JSON.stringify({ pid: server.pid, adopted: server.adopted })}\n`);
setInterval(() => undefined, 1000);
