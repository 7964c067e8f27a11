// Why not TypeScript: Jest loads this file with plain Node, before its own transform could speak ES modules.
import './typescript.js';

/** Opens the run, whose one database server the first test that needs it starts; Jest's workers find it through the environment. */
export default async function globalSetup() {
  const { openTestRun } = await import('./databaseServer.ts');
  // Why not a whole crawl: what it asks for hours lets the log grow.
  await openTestRun({ inMemory: process.env.TEST_CRAWL !== 'whole' });
}
