import { Command } from 'commander';
import { dataSettings, listenerSettings, nightlySettings, settingsOf, withSettings } from '../../options.js';

/** `portcullis start`: everything in this process, ready for the first question. */
export function startCommand(): Command {
  const command = new Command('start').description('start PostgreSQL, all sources and the gateway in this process');
  return withSettings(command, [...dataSettings, ...listenerSettings, ...nightlySettings, 'demo', 'seed']).action(
    async () => {
      const { start } = await import('../../serve/start.js');
      await start(settingsOf(command).settings);
    },
  );
}
