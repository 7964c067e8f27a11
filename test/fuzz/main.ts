import { spawnSync } from 'node:child_process';
import { Command, InvalidArgumentError } from 'commander';
import { deliberateDifferences } from './compare/differences.js';
import { crawlCommand } from './crawl.js';
import { openDifferential } from './differential.js';
import { ways } from './executors/ours.js';
import { exportsCommand } from './exports.js';
import { foreignCommand } from './foreign/command.js';
import { forgeriesCommand } from './forgeries.js';
import { type Finding, fuzz, type Tally } from './fuzz.js';
import { guardsCommand } from './guards/command.js';
import { nightCommand } from './night/command.js';
import { oracleCommand } from './oracle.js';
import { printTest } from './printTest.js';
import { recorderCommand } from './recorder.js';
import { supergraphNames } from './supergraphs.js';

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly supergraph?: string;
  readonly findings: number;
  readonly json?: boolean;
}

const program = new Command('fuzz')
  .enablePositionalOptions()
  .description("Runs random operations through Apollo's gateway and through ours, and compares.")
  .option('--count <n>', 'operations', whole, 2_000)
  .option('--seed <n>', 'the first of the numbers that operations are made from', whole, 1)
  .option('--supergraph <name>', `one of ${supergraphNames.join(', ')}; all where absent`, known)
  .option('--findings <n>', 'failing cases to shrink at most', whole, 5)
  .option('--json', 'one JSON object on standard output')
  .action(main);
program.addCommand(forgeriesCommand(whole));
program.addCommand(recorderCommand(whole));
program.addCommand(crawlCommand(whole));
program.addCommand(exportsCommand(whole));
program.addCommand(foreignCommand(whole));
program.addCommand(guardsCommand());
program.addCommand(oracleCommand(whole));
program.addCommand(nightCommand(whole));
program
  .command('protected')
  .description('Looks for protected persons over the demonstration: every viewer, every path of the schema.')
  .action(() => {
    process.exitCode = runWhole('test/e2e/protectedPersons');
  });
program
  .command('subject')
  .description('Asks as random persons of random demonstrations what is held of them, and walks as the officer.')
  .action(() => {
    process.exitCode = runWhole('test/e2e/subject/');
  });
program
  .command('kills')
  .description('Kills ingest runs at 200 random moments, and compares what they leave with undisturbed ones.')
  .action(() => {
    process.exitCode = runWhole('test/ingest/(?:run/kill|bookmarks)');
  });
program
  .command('backup')
  .description('Kills 200 backups and 67 restores at random moments, and restores a deployment that was answering.')
  .action(() => {
    process.exitCode = runWhole('test/(?:storage|e2e)/backup');
  });
program
  .command('long')
  .description(
    'Runs the tests that are long by nature, which `npm test` skips: full and slow disks, fail-overs, readings in little memory.',
  )
  .action(() => {
    process.exitCode = runWhole('test/support/runner/longTest.ts', { TEST_LONG: '1' }, ['--findRelatedTests']);
  });
program
  .command('policies')
  .description(
    'Compares 500 pairs of policies with what they decide, and changes each word of a policy of the documents.',
  )
  .action(() => {
    process.exitCode = runWhole('test/(?:policy/comparing|docs/ownAgency)');
  });
program
  .command('cells')
  .description('Reads 10,000 random answers cell by cell, and holds what is said of each value to what must be.')
  .action(() => {
    process.exitCode = runWhole('test/fuzz/cells');
  });
program
  .command('names')
  .description('Tries 3,000 invented names, each misspelt in five ways, for a key that both spellings have.')
  .action(() => {
    process.exitCode = runWhole('test/matching/keys/nameKeys');
  });
program
  .command('timing')
  .description(
    'Asks 2,000 pairs of invisible and missing ones of each sort, and says how well the time tells them apart.',
  )
  .action(() => {
    process.exitCode = runWhole('test/subgraphs/timing');
  });
program
  .command('missing')
  .description(
    'Asks 500 pairs of what a viewer may not know of and what is not there: bytes and statements must be equal.',
  )
  .action(() => {
    process.exitCode = runWhole('test/e2e/missing');
  });
program
  .command('explain')
  .description('Holds 10,000 explanations of fields of records equal to what HTTP answers the same viewers.')
  .action(() => {
    process.exitCode = runWhole('test/(cli/policy/explainRecord|e2e/explaining)');
  });
program
  .command('within')
  .description('Holds 3,000 filters by area equal to brute force.')
  .action(() => {
    process.exitCode = runWhole('test/e2e/lists/within');
  });
program
  .command('counts')
  .description('Holds 10,000 counts and facets of random filters and viewers equal to paging to the end.')
  .action(() => {
    process.exitCode = runWhole('test/subgraphs/kit/counting');
  });
program
  .command('console')
  .description('Tries the console in a browser: every page, in every state, light, dark and in forced colours.')
  .action(() => {
    process.exitCode = runWhole('test/(?:browser|console)');
  });
await program.parseAsync();

async function main(options: Options): Promise<void> {
  const startedAt = performance.now();
  const names = options.supergraph ? [options.supergraph] : supergraphNames;
  const differentials = [];
  for (const name of names) differentials.push(await openDifferential(name));
  const progress = createProgress(options, startedAt);
  const tally = await fuzz({
    seed: options.seed,
    count: options.count,
    differentials,
    mostFindings: options.findings,
    onProgress: progress,
    onFinding: (finding) => {
      if (!options.json) process.stdout.write(`\n// --seed ${finding.number}\n${testOf(finding)}`);
    },
  });
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  if (options.json) {
    const findings = tally.findings.map((finding) => ({ ...finding, test: testOf(finding) }));
    process.stdout.write(`${JSON.stringify({ ...options, seconds, ...tally, findings })}\n`);
  } else {
    process.stdout.write(`${summary(tally, seconds)}\n`);
  }
  process.exitCode = tally.failed > 0 ? 1 : 0;
}

/** A test of which `npm test` runs a small part, whole; gives its exit code. */
function runWhole(test: string, whole: Record<string, string> = { TEST_CRAWL: 'whole' }, how: string[] = []): number {
  const jest = ['node_modules/jest/bin/jest.js', '--maxWorkers=1', ...how, test];
  const env = { ...process.env, ...whole };
  const flags = ['--experimental-vm-modules', '--no-warnings'];
  return spawnSync(process.execPath, [...flags, ...jest], { env, stdio: 'inherit' }).status ?? 1;
}

function testOf({ fuzzCase, failures }: Finding): string {
  return printTest(fuzzCase, failures);
}

function summary(tally: Tally, seconds: number): string {
  const explained = Object.entries(tally.deliberate).map(([name, times]) => {
    const fault = deliberateDifferences.find((difference) => difference.name === name)?.fault;
    return `  ${fault ? 'known fault' : 'meant to differ'}: ${name}, ${times} times`;
  });
  return [
    `${tally.cases} operations (${tally.hostile} over a hostile source) in ${seconds} s: ${tally.failed} failed`,
    `  ours were sliced ${ways.sliced} times, parsed ${ways.parsed} times`,
    ...explained,
  ].join('\n');
}

/** A line that is written over on a terminal, and a plain line every ten seconds elsewhere. */
function createProgress(options: Options, startedAt: number): (tally: Tally) => void {
  const { stderr } = process;
  const interval = stderr.isTTY ? 200 : 10_000;
  let shownAt = startedAt;
  return ({ cases, failed }) => {
    const now = performance.now();
    if (now - shownAt < interval && cases < options.count) return;
    shownAt = now;
    const rate = Math.round(cases / ((now - startedAt) / 1000));
    const line = `${cases} of ${options.count} operations, ${failed} failed, ${rate} a second`;
    stderr.write(stderr.isTTY ? `\r${line}\u001b[K${cases === options.count ? '\n' : ''}` : `${line}\n`);
  };
}

function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('A whole number is due.');
  return Number(text);
}

function known(name: string): string {
  if (!supergraphNames.includes(name)) throw new InvalidArgumentError(`One of ${supergraphNames.join(', ')} is due.`);
  return name;
}
