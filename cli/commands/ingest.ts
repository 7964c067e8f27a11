import { resolve } from 'node:path';
import { Command } from 'commander';
import type { IngestAccess } from '../ingest/access.js';
import { doubtOf, envelopeOf, withEnvelope } from '../ingest/envelopeOptions.js';
import { givenOf, settingsOf, statedBy } from '../options.js';
import { toMs, waitingOf } from '../waiting.js';
import { toPercent, wholeNumber } from './arguments.js';
import { refuseOptions, withDeployment } from './command.js';

/** Options of a single delivery, which a watch has no use for, and those of a watch. */
const ofOneDelivery = ['source', 'sourceUrl', 'encoding', 'withdrawAnyway', 'allowLoosening', 'check', 'wait'];
const ofWatch = ['interval', 'once'];

/** Default of `--max-bad` in a watched folder, percent. */
const watchedMaxBad = 5;

/** `portcullis ingest`: reads files of a known format into the sources, as one agency's records; once, or as they arrive in a folder. */
export function ingestCommand(): Command {
  const command: Command = new Command('ingest')
    .description('read files of a known format into the sources, or with --watch as they arrive in a folder')
    .argument('[format]', 'a format, see: portcullis formats; or auto: detect it')
    .argument('[files...]', 'the files of one delivery, in any order: plain, gzip or zip; - is standard input');
  withEnvelope(command)
    .option('--watch <dir>', 'ingest what arrives in this folder, and archive it with a report; a file is a delivery')
    .option('--once', 'with --watch: ingest what is complete, and end; exit code 1 where a delivery failed')
    .option(
      '--interval <ms>',
      'with --watch: time between two looks, during which a file must not change',
      wholeNumber(50, 86_400_000),
      2000,
    )
    .option('--mapping <file>', 'how columns map to fields, for the format mapped; see: portcullis mapping')
    .option('--source <name>', 'the source that records came from, for the format portcullis-jsonl')
    .option('--source-url <url>', 'database of a mapping of type sql; default: the variable that the mapping names')
    .option('--encoding <name>', 'encoding of the files, e.g. windows-1251; default: detected')
    .option('--full', 'the files are the whole list: withdraw the records that they do not name')
    .option('--withdraw-anyway', 'with --full: withdraw although some records could not be read')
    .option('--allow-loosening', 'store records under a looser envelope than the stored one')
    .option('--max-bad <percent>', 'roll the run back where more of it cannot be read; with --watch 5%', toPercent)
    .option('--check', 'read everything, store nothing, and say what would happen (the audit log says who asked)')
    .option('--no-wait', 'wait neither for another run of the source nor for a database that is down or busy');
  return withDeployment(command).action(async (format: string | undefined, files: string[]) => {
    const { watch, mapping } = command.opts();
    const doubt = doubtOf(envelopeOf(command.opts()));
    if (watch !== undefined) {
      refuseOptions(command, ofOneDelivery, 'cannot be used with --watch');
      if (files.length > 0) command.error('error: --watch takes its files from the folder: name none');
      await watchFolder(command, format ?? (mapping ? 'mapped' : 'auto'), doubt);
      return;
    }
    refuseOptions(command, ofWatch, 'needs --watch');
    if (format === undefined) command.error("error: missing required argument 'format'");
    if (format === 'mapped' && !mapping) command.error('error: mapped needs --mapping FILE');
    if (format !== 'mapped' && files.length === 0) command.error('error: name the files of a delivery');
    await ingestOnce(command, format, files, doubt);
  });
}

async function ingestOnce(command: Command, format: string, files: readonly string[], doubt: string | null) {
  const { withIngest } = await import('../ingest/access.js');
  const { runIngest } = await import('../ingest/ingest.js');
  const given = command.opts();
  const stated = await statedBy(command);
  if (doubt) console.error(`portcullis: ${doubt}`);
  const limits = {
    whole: given.full === true,
    withdrawAnyway: given.withdrawAnyway === true,
    mayLoosen: given.allowLoosening === true,
    ...(given.maxBad === undefined ? {} : { maxBadPercent: given.maxBad }),
  };
  const run = { check: given.check === true, wait: given.wait !== false, isTerminal: process.stderr.isTTY === true };
  const delivery = { format, files, envelope: envelopeOf(given), limits, ...run };
  const { settings } = settingsOf(command);
  const ingest = async ({ databases, keys, policy, record }: IngestAccess): Promise<void> => {
    const access = { databases, keys, policy, record, ...stated, waiting: waitingOf(settings) };
    const sources = givenOf(command, 'mapping', 'source', 'sourceUrl', 'encoding');
    const result = await runIngest({ ...access, ...delivery, ...sources });
    if (result.wouldRollBack) process.exitCode = 1;
  };
  await withIngest(settings, ingest, { mayCreate: true });
}

async function watchFolder(command: Command, format: string, doubt: string | null): Promise<void> {
  const given = command.opts();
  const { watch: folder, originator, full, maxBad: maxBadPercent = watchedMaxBad } = given;
  if (!originator) command.error('error: --originator is missing: whose records are these?');
  if (format === 'mapped' && !given.mapping) command.error('error: mapped needs --mapping FILE');
  if (format !== 'mapped' && given.mapping) command.error('error: --mapping is for the format mapped');
  const { settings } = settingsOf(command);
  const { ownWithin } = await import('../watch/apart.js');
  const own = ownWithin(resolve(folder), settings);
  if (own !== undefined)
    command.error(`error: ${own} belongs to Portcullis, and would be ingested as a delivery: watch another folder`);
  const { withIngest } = await import('../ingest/access.js');
  const { runWatch } = await import('../watch/runWatch.js');
  const stop = new AbortController();
  // Why the listeners stay: npm forwards the terminal's signal, and the second one must not end the process.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  const watched = {
    ...(await statedBy(command)),
    ...{ folder, format, ...givenOf(command, 'mapping'), intervalMs: given.interval, signal: stop.signal },
    envelope: { ...envelopeOf(given), originator },
    limits: { whole: full === true, maxBadPercent },
    once: given.once === true,
    // Why without a limit else: nobody starts a watch again in the night.
    waitMs: given.once ? toMs(settings.wait) : Number.POSITIVE_INFINITY,
  };
  if (doubt) console.error(`portcullis: ${doubt}`);
  const watching = async (access: IngestAccess): Promise<void> => {
    const isGood = await runWatch({ ...access, ...watched });
    if (given.once && !isGood) process.exitCode = 1;
  };
  await withIngest(settings, watching, { mayCreate: true, isKept: true });
}
