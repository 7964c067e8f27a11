import { Command, Option } from 'commander';
import { givenOf, settingsOf } from '../options.js';
import { toCount } from './arguments.js';
import { refuseOptions, withDeployment, withStated } from './command.js';

/** `portcullis sources`: what is loaded, the runs that loaded it, and the way to give one up. */
export function sourcesCommand(): Command {
  const command = new Command('sources')
    .description('what is loaded: from which files, when, how many records, how many in quarantine; or the runs')
    .option('--originator <agency>', 'of this agency')
    .option('--source <name>', 'of this source, e.g. ofac-sdn')
    .option('--runs', 'runs of ingest, the newest first: state, files, operator, counts, and what is staged')
    .option('--open', 'with --runs: only those that have not ended')
    .option('--limit <count>', 'with --runs: this many at most', toCount, 50)
    .addOption(
      new Option(
        '--drop-run <id>',
        'give up a run that was stopped and that nobody will repeat: its staged rows go, its quarantine stays',
      ).conflicts(['runs', 'originator', 'source']),
    );
  return withDeployment(command).action(async ({ runs, open, limit, dropRun: id }) => {
    if (!runs) refuseOptions(command, ['open', 'limit'], 'needs --runs');
    const filter = givenOf(command, 'source', 'originator');
    const { runDropRun, runRuns } = await import('../ingest/runs.js');
    const { runSources } = await import('../ingest/sources.js');
    await withStated(command, (access) => {
      if (id !== undefined) return runDropRun({ ...access, id });
      if (runs) return runRuns({ ...access, filter: { ...filter, open: open === true, limit } });
      return runSources({ ...access, filter });
    });
  });
}

/** `portcullis history`: what a source said of one record, version by version. */
export function historyCommand(): Command {
  const command = new Command('history')
    .description(
      'every version of one record: when, from which file and line, and what changed; the audit log keeps the look',
    )
    .argument('<source>', 'e.g. ofac-sdn')
    .argument('<key>', "the record's key in it, as quarantine and check name it");
  return withDeployment(command).action(async (source: string, key: string) => {
    const { runHistory } = await import('../ingest/history.js');
    await withStated(command, (access) => runHistory({ ...access, source, key }));
  });
}

/** `portcullis export`: an originator's own records, given back. */
export function exportCommand(): Command {
  const command: Command = new Command('export')
    .description('give an originator its own records back: whole, and in a form that ingest reads again')
    .requiredOption('--source <name>', 'source of the records, e.g. ofac-sdn')
    .requiredOption('--originator <agency>', 'whose records; they are given to nobody else')
    .addOption(
      new Option('--format <name>', 'how they are written')
        .choices(['jsonl', 'ftm', 'csv', 'raw'])
        .makeOptionMandatory(),
    )
    .option('--output <file>', 'where to, a new file; default: standard output')
    .option('--kind <kind>', 'records of this kind alone, e.g. person')
    .option('--mapping-output <file>', 'for csv: write the mapping that reads the file back');
  return withDeployment(command).action(async ({ source, originator, format, kind }) => {
    const { runExport } = await import('../ingest/export.js');
    const { recordSources } = await import('../../ingest/records/record.js');
    if (kind !== undefined && !Object.hasOwn(recordSources, kind))
      command.error(`error: there is no kind ${kind}; there are ${Object.keys(recordSources).join(', ')}`);
    const given = { ...givenOf(command, 'output', 'mappingOutput'), ...(kind === undefined ? {} : { kind }) };
    const printed = { stdout: process.stdout, progress: console.error };
    await withStated(command, (access) => runExport({ ...access, source, originator, format, ...given, ...printed }));
  });
}

/** `portcullis purge`: what may lawfully be kept no longer. */
export function purgeCommand(): Command {
  const command: Command = new Command('purge')
    .description('take away records that have expired, with all that is kept of them; servers do it every night')
    .option('--check', 'say what would go, and take nothing away');
  return withDeployment(command, ['quarantineDays']).action(async ({ check }) => {
    const { runPurge } = await import('../ingest/purge.js');
    const { propagateSubjects } = await import('../../ingest/subjects/propagateSubjects.js');
    const { quarantineDays } = settingsOf(command).settings;
    await withStated(command, async (access) => {
      const kept = quarantineDays === undefined ? {} : { quarantineDays };
      await runPurge({ ...access, ...kept, check: check === true, progress: console.error });
      // Why: of a person whose record has gone nothing is known any more, and no link may say so longer than the record.
      if (!check) await propagateSubjects(access);
    });
  });
}
