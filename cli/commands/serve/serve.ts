import { Command } from 'commander';
import { dataSettings, listenerSettings, nightlySettings, settingsOf, withSettings } from '../../options.js';

/** `portcullis serve`: like `start`, by several processes that share one port. */
export function serveCommand(): Command {
  const command = new Command('serve').description(
    'start PostgreSQL, and all sources and the gateway in several worker processes on one port',
  );
  return withSettings(command, [
    ...dataSettings,
    ...listenerSettings,
    ...nightlySettings,
    'workers',
    'demo',
    'seed',
  ]).action(async () => {
    const { serve } = await import('../../serve/serve.js');
    await serve(settingsOf(command).settings);
  });
}
