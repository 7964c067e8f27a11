import { Command, Option } from 'commander';
import { givenOf, settingsOf } from '../options.js';
import { toCount } from './arguments.js';
import { refuseOptions, withDeployment, withRecords } from './command.js';

/** `portcullis sources`: what is loaded, the history of one record, and the runs that loaded it. */
export function sourcesCommand(): Command {
  const command = new Command('sources')
    .description(
      'list what is loaded: files, age, records, quarantine; or the history of one record; or the runs of ingest',
    )
    .argument('[source]', 'this source only, e.g. ofac-sdn')
    .argument(
      '[key]',
      'key of a record, as quarantine names it: print each of its versions, and what changed; logged as a look',
    )
    .option('--originator <agency>', 'of this agency')
    .option('--runs', 'list runs of ingest, the newest first: state, files, operator, counts, and staged rows')
    .option('--open', 'with --runs: only those that have not ended')
    .option('--limit <count>', 'with --runs: at most so many', toCount, 50)
    .addOption(
      new Option(
        '--drop-run <id>',
        'give up a stopped run that nobody will repeat: its staged rows go, its quarantine stays',
      ).conflicts(['runs', 'originator']),
    );
  return withDeployment(command).action(
    async (source: string | undefined, key: string | undefined, { runs, open, limit, dropRun: id }) => {
      if (!runs) refuseOptions(command, ['open', 'limit'], 'needs --runs');
      if (source !== undefined) refuseOptions(command, ['dropRun'], 'cannot be used with a source');
      if (source !== undefined && key !== undefined) {
        refuseOptions(command, ['originator', 'runs'], 'cannot be used with a record');
        const { runHistory } = await import('../ingest/history.js');
        return await withRecords(command, (access) => runHistory({ ...access, source, key }));
      }
      const filter = { ...givenOf(command, 'originator'), ...(source === undefined ? {} : { source }) };
      const { runDropRun, runRuns } = await import('../ingest/runs.js');
      const { runSources } = await import('../ingest/sources.js');
      await withRecords(command, (access) => {
        if (id !== undefined) return runDropRun({ ...access, id });
        if (runs) return runRuns({ ...access, filter: { ...filter, open: open === true, limit } });
        return runSources({ ...access, filter });
      });
    },
  );
}

/** `portcullis export`: gives an originator its own records back. */
export function exportCommand(): Command {
  const command: Command = new Command('export')
    .description('give an originator its own records back: complete, and in a form that ingest reads again')
    .requiredOption('--source <name>', 'source of the records, e.g. ofac-sdn')
    .requiredOption('--originator <agency>', 'whose records; nobody else is given them')
    .addOption(
      new Option('--format <name>', 'form of the file').choices(['jsonl', 'ftm', 'csv', 'raw']).makeOptionMandatory(),
    )
    .option('--output <file>', 'a new file; default: standard output')
    .option('--kind <kind>', 'only records of this kind, e.g. person')
    .option('--mapping-output <file>', 'for csv: write the mapping that reads the file back');
  return withDeployment(command).action(async ({ source, originator, format, kind }) => {
    const { runExport } = await import('../ingest/export.js');
    const { recordSources } = await import('../../ingest/records/record.js');
    if (kind !== undefined && !Object.hasOwn(recordSources, kind))
      command.error(`error: there is no kind ${kind}; there are ${Object.keys(recordSources).join(', ')}`);
    const given = { ...givenOf(command, 'output', 'mappingOutput'), ...(kind === undefined ? {} : { kind }) };
    const printed = { stdout: process.stdout, progress: console.error };
    await withRecords(command, (access) => runExport({ ...access, source, originator, format, ...given, ...printed }));
  });
}

/** `portcullis purge`: removes what may no longer be kept. */
export function purgeCommand(): Command {
  const command: Command = new Command('purge')
    .description('remove expired records, with everything that is kept of them; servers do it every night')
    .option('--check', 'say what would go, and remove nothing');
  return withDeployment(command, ['quarantineDays']).action(async ({ check }) => {
    const { runPurge } = await import('../ingest/purge.js');
    const { propagateSubjects } = await import('../../ingest/subjects/propagateSubjects.js');
    const { quarantineDays } = settingsOf(command).settings;
    await withRecords(command, async (access) => {
      const kept = quarantineDays === undefined ? {} : { quarantineDays };
      await runPurge({ ...access, ...kept, check: check === true, progress: console.error });
      // Why: no link may say longer than the record what a person is to a case.
      if (!check) await propagateSubjects(access);
    });
  });
}
