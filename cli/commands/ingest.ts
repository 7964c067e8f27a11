import { Command, Option } from 'commander';
import { classifications } from '../../policy/types.js';
import { dataSettings, settingsOf, withSettings } from '../options.js';

/** `portcullis ingest`: files of a known format into the sources, as one agency's records. */
export function ingestCommand(): Command {
  const command: Command = new Command('ingest')
    .description('read files of a known format into the sources: ofac-sdn, pirate-attacks')
    .argument('[format]', 'ofac-sdn: sdn.csv with add, alt and sdn_comments; pirate-attacks: the CSV with header')
    .argument('[files...]', 'the files of one delivery, in any order')
    .option(
      '--originator <agency>',
      'agency of policy/agencies.yaml that enters the records; it must originate the format',
    )
    .option('--handling <codes>', 'Europol handling codes, e.g. H1 or H0,H3', toCodes)
    .addOption(
      new Option('--classification <level>', 'level of all records; default: the format says').choices([
        ...classifications,
      ]),
    )
    .option('--quarantine <run>', 'ingest nothing; list what that run could not read, and why')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples);
  return withSettings(command, dataSettings).action(async (format: string | undefined, files: string[]) => {
    const { runIngest, runQuarantine, withIngest } = await import('../ingest.js');
    const { originator, handling, classification, quarantine, json } = command.opts();
    const output = { json: json === true, out: console.log };
    await withIngest(settingsOf(command).settings, async (access) => {
      if (quarantine) return runQuarantine({ ...access, ...output, run: quarantine });
      if (!format || files.length === 0) command.error('error: name a format and the files of a delivery');
      if (!originator) command.error('error: --originator is needed: whose records are these?');
      await runIngest({
        ...access,
        ...output,
        format,
        files,
        envelope: { originator, ...(handling ? { handling } : {}), ...(classification ? { classification } : {}) },
        isTerminal: process.stderr.isTTY === true,
      });
    });
  });
}

const examples = `
Examples:
  portcullis ingest ofac-sdn sdn.csv add.csv alt.csv sdn_comments.csv --originator EU-SANCTIONS-DESK
  portcullis ingest pirate-attacks pirate_attacks.csv --originator EU-ANALYSIS --handling H0 --json
  portcullis ingest --quarantine run_k3v2...

The same delivery twice changes nothing. A record that cannot be read is kept in quarantine; the rest goes on.
`;

function toCodes(text: string): string[] {
  return text.split(',').map((code) => code.trim().toUpperCase());
}
