import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { toPercent } from '../../arguments.js';
import { doubtOf, envelopeOf, withEnvelope } from '../../ingest/envelopeOptions.js';
import { dataSettings, givenOf, settingsOf, statedBy, withSettings } from '../../options.js';

/** `portcullis watch`: ingests deliveries as they arrive in a folder. */
export function watchCommand(): Command {
  const command: Command = new Command('watch')
    .description('ingest deliveries as they arrive in a folder, and put them away with a report')
    .argument('<dir>', 'the folder; a file in it is a delivery, and so is a folder of files')
    .option('--format <name>', 'a format, or auto: the files say themselves what they are; default: auto');
  withEnvelope(command)
    .option('--mapping <file>', 'how the columns map to fields, for the format mapped')
    .option('--full', 'each delivery is the whole list: records that it does not name are withdrawn')
    .option('--max-bad <percent>', 'take a run back where more of it cannot be read', toPercent, 5)
    .option('--interval <ms>', 'time between two looks, and for which a file must not have changed', toInterval, 2000)
    .option('--once', 'ingest what is complete, and end; exit code 1 where a delivery failed')
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object a line');
  return withSettings(command, dataSettings).action(async (folder: string) => {
    const given = command.opts();
    if (!given.originator) command.error('error: --originator is needed: whose records are these?');
    const format: string = given.format ?? (given.mapping ? 'mapped' : 'auto');
    if (format === 'mapped' && !given.mapping) command.error('error: mapped needs --mapping FILE');
    if (format !== 'mapped' && given.mapping) command.error('error: --mapping is for the format mapped');
    const { ownWithin } = await import('../../watch/apart.js');
    const own = ownWithin(resolve(folder), settingsOf(command).settings);
    if (own !== undefined)
      command.error(`error: ${own} is Portcullis' own, and would be taken for a delivery: watch another folder`);
    const { withStandingIngest } = await import('../../ingest/access.js');
    const { runWatch } = await import('../../watch/runWatch.js');
    const stated = await statedBy(command);
    const stop = new AbortController();
    // Why the listeners stay: npm passes on what the terminal has sent already, and the second one must not end the process.
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
    const doubt = doubtOf(envelopeOf(given));
    if (doubt) console.error(`portcullis: ${doubt}`);
    await withStandingIngest(settingsOf(command).settings, async (access) => {
      const good = await runWatch({
        ...access,
        ...stated,
        folder,
        format,
        ...givenOf(command, 'mapping'),
        envelope: { ...envelopeOf(given), originator: given.originator },
        limits: { whole: given.full === true, maxBadPercent: given.maxBad },
        intervalMs: given.interval,
        once: given.once === true,
        signal: stop.signal,
      });
      if (given.once && !good) process.exitCode = 1;
    });
  });
}

function toInterval(text: string): number {
  const ms = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (ms >= 50 && ms <= 86_400_000) return ms;
  throw new InvalidArgumentError('Milliseconds, 50 to 86400000.');
}
