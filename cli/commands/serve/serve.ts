import { Command } from 'commander';
import { dataSettings, listenerSettings, purgeSettings, settingsOf, withSettings } from '../../options.js';

/** `portcullis serve`: like `start`, by several processes that share one port. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .description('start PostgreSQL, and the six sources and the gateway in several worker processes on one port')
    .addHelpText(
      'after',
      '\nExamples:\n  portcullis serve\n  portcullis serve --workers 4 --port 4000\n' +
        '  DATABASE_URL=postgres://... portcullis serve --workers auto --log-id site-a\n' +
        '  kill -HUP PID      replaces the workers one by one: files are read anew, no request is lost\n',
    );
  return withSettings(command, [
    ...dataSettings,
    ...listenerSettings,
    ...purgeSettings,
    'workers',
    'demo',
    'seed',
  ]).action(async () => {
    const { serve } = await import('../../serve/serve.js');
    await serve(settingsOf(command).settings);
  });
}
