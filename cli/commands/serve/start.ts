import { Command } from 'commander';
import { dataSettings, listenerSettings, purgeSettings, settingsOf, withSettings } from '../../options.js';

/** `portcullis start`: everything in this process, ready for the first question. */
export function startCommand(): Command {
  const command = new Command('start')
    .description('start PostgreSQL, the six sources and the gateway in this process')
    .addHelpText(
      'after',
      '\nExamples:\n  portcullis start\n  portcullis start --port 4000 --data ./data --no-demo\n  DATABASE_URL=postgres://... portcullis start\n',
    );
  return withSettings(command, [...dataSettings, ...listenerSettings, ...purgeSettings, 'demo', 'seed']).action(
    async () => {
      const { start } = await import('../../serve/start.js');
      await start(settingsOf(command).settings);
    },
  );
}
