import { Command } from 'commander';
import { toPercent } from '../../arguments.js';
import { doubtOf, envelopeOf, withEnvelope } from '../../ingest/envelopeOptions.js';
import { dataSettings, givenOf, settingsOf, statedBy, withSettings } from '../../options.js';

/** `portcullis ingest`: files of a known format into the sources, as one agency's records. */
export function ingestCommand(): Command {
  const command: Command = new Command('ingest')
    .description('read files of a known format into the sources; portcullis formats lists them')
    .argument('<format>', 'a format, or auto: the files say themselves what they are')
    .argument('[files...]', 'the files of one delivery, in any order: plain, gzip or zip; - is standard input');
  withEnvelope(command)
    .option('--mapping <file>', 'how the columns map to fields, for the format mapped; see: portcullis mapping draft')
    .option('--source <name>', 'the source that records came from, for the format portcullis-jsonl')
    .option('--source-url <url>', 'database of a mapping of type sql; default: the variable that the mapping names')
    .option('--encoding <name>', 'encoding of the files, e.g. windows-1251; default: found out')
    .option('--full', 'the files are the whole list: records that they do not name are withdrawn')
    .option('--withdraw-anyway', 'with --full: withdraw although some records could not be read')
    .option('--allow-loosening', 'store records under a looser envelope than the one that is stored of them')
    .option('--max-bad <percent>', 'take the run back where more of it cannot be read, e.g. 5%', toPercent)
    .option('--check', 'read everything, store nothing, and say what would happen (the audit log says who asked)')
    .option('--no-wait', 'refuse where another run of the source is on its way, instead of waiting')
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async (format: string, files: string[]) => {
    const { withIngest } = await import('../../ingest/access.js');
    const { runIngest } = await import('../../ingest/ingest.js');
    const given = command.opts();
    if (format === 'mapped' && !given.mapping) command.error('error: mapped needs --mapping FILE');
    if (format !== 'mapped' && files.length === 0) command.error('error: name the files of a delivery');
    const stated = await statedBy(command);
    const doubt = doubtOf(envelopeOf(given));
    if (doubt) console.error(`portcullis: ${doubt}`);
    await withIngest(settingsOf(command).settings, async ({ databases, keys, policy, record }) => {
      const result = await runIngest({
        ...{ databases, keys, policy, record },
        ...stated,
        format,
        files,
        envelope: envelopeOf(given),
        ...givenOf(command, 'mapping', 'source', 'sourceUrl', 'encoding'),
        limits: {
          whole: given.full === true,
          withdrawAnyway: given.withdrawAnyway === true,
          mayLoosen: given.allowLoosening === true,
          ...(given.maxBad === undefined ? {} : { maxBadPercent: given.maxBad }),
        },
        check: given.check === true,
        wait: given.wait !== false,
        isTerminal: process.stderr.isTTY === true,
      });
      if (result.wouldRollBack) process.exitCode = 1;
    });
  });
}
