import { Command, Option } from 'commander';
import { purposes } from '../../policy/types.js';
import { givenOf, settingsOf } from '../options.js';
import { printLine } from '../output/printLine.js';
import { toCount } from './arguments.js';
import { refuseOptions, requireOptions, withDeployment, withRecords } from './command.js';

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

/** `portcullis export`: gives an originator its own records back; or takes an answer along, as the viewer of a token. */
export function exportCommand(): Command {
  const command: Command = new Command('export')
    .description('give an originator its own records back, in a form that ingest reads again; or take an answer along')
    .option('--source <name>', 'source of the records, e.g. ofac-sdn')
    .option('--originator <agency>', 'whose records; nobody else is given them')
    .addOption(
      new Option('--format <name>', 'form of the file; raw: of records, graphml: of an answer')
        .choices(['jsonl', 'ftm', 'csv', 'raw', 'graphml'])
        .makeOptionMandatory(),
    )
    .option('--output <file>', 'a new file; default: standard output')
    .option('--kind <kind>', 'only records of this kind, e.g. person')
    .option('--mapping-output <file>', 'for csv: write the mapping that reads the file back')
    .option('--as-viewer <document>', 'file with a GraphQL document: its whole answer, from a gateway')
    .option('--url <url>', 'with --as-viewer: GraphQL endpoint of the gateway')
    .option('--token <file>', 'with --as-viewer: file with the token of the viewer')
    .addOption(new Option('--purpose <purpose>', 'with --as-viewer: purpose of the export').choices([...purposes]))
    .option('--case-reference <reference>', 'with --as-viewer: reference of the case')
    .option('--justification <text>', 'with --as-viewer: where the purpose needs one')
    .option('--variables <json>', 'with --as-viewer: variables of the document')
    .option('--receipt <file>', 'with --as-viewer: write the receipt, for portcullis audit verify-file');
  return withDeployment(command).action(async (given) => {
    if (given.asViewer === undefined) return await giveBack(command, given);
    refuseOptions(command, ofRecords, 'is of records, not of an answer');
    requireOptions(command, ['url', 'token', 'purpose'], 'with --as-viewer');
    const { exportFormats } = await import('../../gateway/export/formats/index.js');
    const { asViewer: document, format, json, url, token, purpose } = given;
    if (!isNameOf(exportFormats, format))
      command.error(`error: an answer is no ${format}; it may be ${Object.keys(exportFormats).join(', ')}`);
    const { takeAlong } = await import('../export/takeAlong.js');
    const more = givenOf(command, 'output', 'caseReference', 'justification', 'variables', 'receipt');
    const out = more.output === undefined ? console.error : printLine;
    await takeAlong({
      document,
      url,
      token,
      purpose,
      format,
      ...more,
      json: json === true,
      out,
      stdout: process.stdout,
    });
  });
}

const ofRecords = ['source', 'originator', 'kind', 'mappingOutput'];
const ofAnswers = ['url', 'token', 'purpose', 'caseReference', 'justification', 'variables', 'receipt'];

function isNameOf<Names extends object>(names: Names, name: string): name is keyof Names & string {
  return Object.hasOwn(names, name);
}

interface GivenBack {
  readonly source: string;
  readonly originator: string;
  readonly format: string;
  readonly kind?: string;
}

async function giveBack(command: Command, { source, originator, format, kind }: GivenBack): Promise<void> {
  refuseOptions(command, ofAnswers, 'needs --as-viewer');
  requireOptions(command, ['source', 'originator'], 'to know whose records');
  const { runExport } = await import('../ingest/export.js');
  const { recordSources } = await import('../../ingest/records/record.js');
  const { exportFormats } = await import('../../ingest/exports/index.js');
  if (kind !== undefined && !isNameOf(recordSources, kind))
    command.error(`error: there is no kind ${kind}; there are ${Object.keys(recordSources).join(', ')}`);
  if (!isNameOf(exportFormats, format))
    command.error(`error: records are no ${format}; they may be ${Object.keys(exportFormats).join(', ')}`);
  const given = { ...givenOf(command, 'output', 'mappingOutput'), ...(kind === undefined ? {} : { kind }) };
  const printed = { stdout: process.stdout, progress: console.error };
  await withRecords(command, (access) => runExport({ ...access, source, originator, format, ...given, ...printed }));
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
