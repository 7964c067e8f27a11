// Why not TypeScript: Jest loads this file with plain Node, before its own transform could speak ES modules.
import './typescript.js';

/** Starts the one database server of the run; Jest's workers find it through the environment. */
export default async function globalSetup() {
  const { startTestServer } = await import('./databaseServer.ts');
  // Why not a whole crawl: what it asks for hours lets the log grow.
  await startTestServer({ inMemory: process.env.TEST_CRAWL !== 'whole' });
}
