import { Command } from 'commander';
import { nothingRecorded, openRecorder, type Recorded } from '../e2e/recorder/recorder.js';
import { closeTestRun, openTestRun } from '../support/databaseServer.js';

/** How many questions, from which seed, and how the sources stand. */
interface RecorderOptions {
  readonly count: number;
  readonly seed: number;
  readonly apart?: boolean;
  readonly findings: number;
  readonly json?: boolean;
}

/** Looks in the log for everybody whom random answers told of: `npm run fuzz -- recorder`. */
export function recorderCommand(whole: (text: string) => number): Command {
  return new Command('recorder')
    .description('Asks random questions as every agency, and looks in the log for everybody whom the answers told of.')
    .option('--count <n>', 'questions', whole, 500)
    .option('--seed <n>', 'the first of the numbers that questions are made from', whole, 1)
    .option('--apart', 'each source answers over HTTP')
    .option('--findings <n>', 'answers with something missing, after which it ends', whole, 5)
    .option('--json', 'one JSON object on standard output')
    .action(async (options: RecorderOptions) => {
      process.exitCode = (await runRecorder(options)) ? 0 : 1;
    });
}

/** True where nothing is missing. */
async function runRecorder(options: RecorderOptions): Promise<boolean> {
  const { count, seed, apart = false, findings, json } = options;
  await openTestRun();
  const recorded = nothingRecorded();
  try {
    const recorder = await openRecorder(apart);
    try {
      for (let at = seed; at < seed + count && recorded.differences.length < findings; at += 1) {
        await recorder.record(at, recorded);
        if (!json && at % 100 === 0) process.stderr.write(`${at - seed} of ${count} questions\n`);
      }
    } finally {
      await recorder.close();
    }
  } finally {
    await closeTestRun();
  }
  process.stdout.write(json ? `${JSON.stringify(recorded)}\n` : told(recorded));
  return recorded.differences.length === 0;
}

function told({ operations, passedOver, expected, differences, refusals }: Recorded): string {
  const codes = Object.entries(refusals).map(([code, times]) => `${code} ${times}`);
  return [
    ...differences.map((difference) => `${JSON.stringify(difference, null, 2)}\n`),
    `${operations} questions, ${passedOver} of them passed over (${codes.join(', ')})`,
    `${expected} subjects looked for in the log, in ${differences.length} answers some were missing\n`,
  ].join('\n');
}
