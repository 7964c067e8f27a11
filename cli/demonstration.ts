import { loadOnce, wantsDemo } from '../ingest/demo/firstStart.js';
import { loadDemo } from '../ingest/demo/load.js';
import { openDatabase } from '../storage/database.js';
import type { WritableDatabase } from '../storage/types.js';
import type { Settings } from './config.js';
import type { Foundation } from './foundation.js';

/** The databases that ingest writes, and the way to close them. */
export function openIngestDatabases({ databases }: Foundation) {
  const open = (schema: 'cargo' | 'persons' | 'seizures' | 'incidents' | 'directory' | 'ingest'): WritableDatabase =>
    openDatabase(databases.ingestUrl(schema), {
      source: schema === 'ingest' ? 'cargo' : schema,
      statementTimeoutMs: 0,
      customPlans: true,
    });
  const opened = {
    cargo: open('cargo'),
    persons: open('persons'),
    seizures: open('seizures'),
    incidents: open('incidents'),
    directory: open('directory'),
    ingest: open('ingest'),
  };
  return { databases: opened, close: () => Promise.all(Object.values(opened).map((database) => database.close())) };
}

/** Loads the demonstration where nothing was ever ingested; never in production, nor where the settings forbid it. */
export async function loadDemonstration(settings: Settings, foundation: Foundation): Promise<void> {
  if (!settings.demo || settings.production) return;
  const { databases, close } = openIngestDatabases(foundation);
  try {
    if (!(await wantsDemo(databases.ingest))) return;
    console.log('Loading the demonstration: fictitious goods, people and agencies.');
    const { policy, keys } = foundation;
    await loadOnce(databases.ingest, () => loadDemo({ databases, keys, policy, seed: String(settings.seed) }));
  } finally {
    await close();
  }
}
