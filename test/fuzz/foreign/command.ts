import { Command } from 'commander';
import { fuzzForeign } from './foreign.js';
import { runSuite, type SuiteTally } from './suite.js';

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly suite?: string;
  readonly policies: number;
  readonly set?: string;
}

/** `npm run fuzz -- foreign`: random operations over foreign sources, under random labels. */
export function foreignCommand(whole: (text: string) => number): Command {
  return new Command('foreign')
    .description(
      'Asks foreign sources under random labels, and compares with the permissive answer, what is withheld cut out.',
    )
    .option('--count <n>', 'operations', whole, 10_000)
    .option('--seed <n>', 'the first of the numbers that operations and labels are made from', whole, 1)
    .option(
      '--suite <url>',
      'instead: a suite of supergraphs that is served there (URL/ids, URL/NAME/supergraph, URL/NAME/tests)',
    )
    .option('--policies <n>', 'of random labels, for each supergraph of a suite', whole, 20)
    .option('--set <name>', 'of a suite this supergraph alone')
    .action(async ({ count, seed, suite, policies, set }: Options) => {
      if (suite !== undefined) {
        const { full, labelled } = await runSuite(suite, { seed, policies, only: set });
        tellSuite('everything shown', full);
        tellSuite(`${policies} policies of random labels`, labelled);
        return;
      }
      for (const share of [1, 0.75]) {
        const { compared, cut, passedOver, findings } = await fuzzForeign({ seed, count, share });
        for (const finding of findings.slice(0, 5)) process.stdout.write(`${JSON.stringify(finding, null, 2)}\n`);
        const rest = `${cut} with something withheld, ${passedOver} passed over`;
        process.stdout.write(
          `${compared} answers, ${share * 100} % of the fields shown: ${findings.length} failed (${rest})\n`,
        );
        if (findings.length > 0) process.exitCode = 1;
      }
    });
}

function tellSuite(labels: string, { compared, cut, passedOver, findings }: SuiteTally): void {
  for (const finding of findings) process.stdout.write(`${JSON.stringify(finding, null, 2)}\n`);
  const rest = `${cut} with something withheld, ${passedOver} passed over`;
  process.stdout.write(`${compared} answers, ${labels}: ${findings.length} failed (${rest})\n`);
  if (findings.length > 0) process.exitCode = 1;
}
