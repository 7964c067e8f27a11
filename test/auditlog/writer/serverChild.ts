// Run as a child process: a PostgreSQL of one's own, which a test may kill. Prints its URL and process id, and stops
// when its input ends. Why not in Jest: its module resolution does not find the server's binaries.
import { startEmbedded } from '../../../storage/embedded/start.js';
import { migrate } from '../../../storage/migrations/migrate.js';
import { provisionEmbedded } from '../../../storage/provision/provision.js';

const server = await startEmbedded({ dataDirectory: process.argv[2] ?? '' });
const url = await provisionEmbedded(server);
await migrate(url, ['audit', 'audit_keys']);
process.stdout.write(`${JSON.stringify({ url, pid: server.pid })}\n`);
process.stdin.resume();
process.stdin.once('end', () => {
  void server.stop().finally(() => process.exit(0));
});
