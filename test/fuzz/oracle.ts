import { Command } from 'commander';
import { attackAll, isThrough, type Outcome } from '../e2e/oracle/attackAll.js';
import { type Compared, compareOnce, nothingCompared } from '../e2e/oracle/oracle.js';
import { openWorlds } from '../e2e/oracle/worlds.js';
import { closeTestRun, openTestRun } from '../support/databaseServer.js';

interface OracleOptions {
  readonly count: number;
  readonly seed: number;
  readonly findings: number;
  readonly json?: boolean;
}

/** Asks two worlds that differ in data which nobody may see, and attacks one of them: `npm run fuzz -- oracle`. */
export function oracleCommand(whole: (text: string) => number): Command {
  return new Command('oracle')
    .description(
      'Asks two worlds that differ in hidden data as every kind of agency: answers must be alike; and has attackers try.',
    )
    .option('--count <n>', 'questions to both worlds', whole, 2_000)
    .option('--seed <n>', 'the number that the worlds and the questions are made from', whole, 1)
    .option('--findings <n>', 'answers that differ, after which it ends', whole, 20)
    .option('--json', 'one JSON object on standard output')
    .action(async (options: OracleOptions) => {
      process.exitCode = (await runOracle(options)) ? 0 : 1;
    });
}

/** After so many questions it says how far it is. */
const untilTold = 200;

/** True where nothing was told, and nothing learned. */
async function runOracle({ count, seed, findings, json = false }: OracleOptions): Promise<boolean> {
  await openTestRun();
  const compared = nothingCompared();
  try {
    const worlds = await openWorlds(`oracle ${seed}`);
    try {
      for (let number = 1; number <= count && compared.leaks.length < findings; number += 1) {
        await compareOnce(worlds, `oracle ${seed}`, number, compared);
        if (number % untilTold === 0) process.stderr.write(`${number} of ${count} questions\n`);
      }
      process.stderr.write('attackers\n');
      const outcomes = await attackAll(worlds);
      const text = json ? JSON.stringify({ seed, ...compared, outcomes }) : told(compared, outcomes);
      process.stdout.write(`${text}\n`);
      return compared.leaks.length === 0 && !outcomes.some(isThrough);
    } finally {
      await worlds.close();
    }
  } finally {
    await closeTestRun();
  }
}

function told({ questions, whole, told: answered, leaks }: Compared, outcomes: readonly Outcome[]): string {
  const attacked = outcomes.map((outcome) => {
    const { attack, standing, kind, tried, answered, learned } = outcome;
    const end = isThrough(outcome) ? `THROUGH ${learned ?? ''}` : 'learned nothing';
    return `  ${end}: ${standing}, ${kind}, ${attack}: ${tried} tried, ${answered} answered`;
  });
  return [
    ...leaks.map((leak) => JSON.stringify(leak, null, 2)),
    `${questions} questions to both worlds, ${whole} of them state the datum whole, ${answered} of these are answered otherwise`,
    `${leaks.length} answers differ that may not; attackers:`,
    ...attacked,
  ].join('\n');
}
