import './typescript.js';

/** Stops the run's database server and removes its folder. */
export default async function globalTeardown() {
  const { stopTestServer } = await import('./databaseServer.ts');
  await stopTestServer();
}
