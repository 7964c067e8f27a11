import './typescript.js';

/** Stops the run's database server, where there is one, and removes its folder. */
export default async function globalTeardown() {
  const { closeTestRun } = await import('./databaseServer.ts');
  await closeTestRun();
}
