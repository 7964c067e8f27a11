import { Command } from 'commander';
import { dataSettings, listenerSettings, settingsOf, withSettings } from '../../options.js';

/** `portcullis demo`: one question, three agencies, three answers, and the auditor who sees it. */
export function demoCommand(): Command {
  const command = new Command('demo')
    .description('play the demonstration: the same question as three agencies, then the auditor and a proof')
    .option(
      '--url <url>',
      'GraphQL endpoint of a gateway that runs with the same keys and database; default: in this process',
    )
    .option('--json', 'print one JSON object');
  return withSettings(command, [...dataSettings, ...listenerSettings, 'seed']).action(async () => {
    const { playDemo } = await import('../../demo/play.js');
    const { url, json } = command.opts();
    const report = await playDemo({
      settings: settingsOf(command).settings,
      ...(url ? { url } : {}),
      json: json === true,
    });
    if (!report.ok) process.exitCode = 1;
  });
}
