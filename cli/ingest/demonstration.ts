import { wantsDemo } from '../../ingest/demo/wanted.js';
import { forEachRecordSource, type RecordSourceName } from '../../schema/sources.js';
import { openDatabase } from '../../storage/pool/database.js';
import type { WritableDatabase } from '../../storage/types.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { openLog } from '../log.js';
import { operatorOf } from '../operator.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';

/** Opens the databases that ingest writes. */
export function openIngestDatabases({ databases }: CommandContext) {
  const open = (schema: RecordSourceName | 'ingest'): WritableDatabase =>
    openDatabase(databases.ingestUrl(schema), {
      source: schema === 'ingest' ? 'cargo' : schema,
      timeoutMs: 0,
      customPlans: true,
    });
  const opened = { ...forEachRecordSource(open), ingest: open('ingest') };
  return { databases: opened, close: () => Promise.all(Object.values(opened).map((database) => database.close())) };
}

/** Loads the demonstration where nothing was ever ingested; never in production, nor where the settings forbid it. Logged first. */
export async function loadDemonstration(settings: Settings, context: CommandContext): Promise<void> {
  if (!settings.demo || settings.production) return;
  const { databases, close } = openIngestDatabases(context);
  try {
    if (!(await wantsDemo(databases.ingest))) return;
    // Why late: other starts need none of ingest's formats.
    const { loadDemo } = await import('../../ingest/demo/load.js');
    console.log('Loading the demonstration: fictitious goods, people and agencies.');
    const { policy, keys } = context;
    const { seed } = settings;
    const act = { act: 'loadDemonstration', ...beginAct('demo', operatorOf(undefined)), facts: { seed } } as const;
    await createOperatorLog(settings, context, openLog(settings)).perform(act, async () => {
      const value = await loadDemo({ databases, linkKey: keys.link, policy, seed });
      return { value, facts: { ...value } };
    });
  } finally {
    await close();
  }
}
