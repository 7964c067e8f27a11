import { runServer } from '../databaseServer.js';

/* Starts the server of a run of tests and ends: `startTestServer` of `databaseServer.ts` runs this. */
await runServer(process.argv[2] ?? '');
process.exit();
