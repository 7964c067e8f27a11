import { Command } from 'commander';
import { type Crawled, nothingCrawled } from '../e2e/crawl/crawled.js';
import { openCrawler } from '../e2e/crawl/crawler.js';
import { closeTestRun, openTestRun } from '../support/databaseServer.js';

/** How many operations, from which walk on, and how the sources stand. */
interface CrawlOptions {
  readonly count: number;
  readonly seed: number;
  readonly apart?: boolean;
  readonly findings: number;
}

/** Holds each value along every path to what is decided of its row: `npm run fuzz -- crawl`. */
export function crawlCommand(whole: (text: string) => number): Command {
  return new Command('crawl')
    .description(
      'Asks along every path as every kind of agency, and compares each value with what is decided of its row.',
    )
    .option('--count <n>', 'operations', whole, 100_000)
    .option(
      '--seed <n>',
      'the form to begin with; a crawl that was ended goes on by the number that it said last',
      whole,
      1,
    )
    .option('--apart', 'each source answers over HTTP')
    .option('--findings <n>', 'values that are not as decided, after which it ends', whole, 20)
    .action(async (options: CrawlOptions) => {
      process.exitCode = (await runCrawl(options)) ? 0 : 1;
    });
}

/** After so many it says how far it is. */
const formsUntilTold = 25;

/** True where nothing differs. */
async function runCrawl({ count, seed, apart = false, findings }: CrawlOptions): Promise<boolean> {
  await openTestRun();
  const crawled = nothingCrawled();
  try {
    const crawler = await openCrawler(apart);
    try {
      let next = seed;
      while (crawled.operations < count && crawled.differences.length < findings) {
        await crawler.crawl(next, next + formsUntilTold, crawled);
        next += formsUntilTold;
        process.stderr.write(`${crawled.operations} of ${count} operations, form ${next} of ${crawler.forms}\n`);
      }
      process.stdout.write(told(crawled, crawler.judge.compared));
    } finally {
      await crawler.close();
    }
  } finally {
    await closeTestRun();
  }
  return crawled.differences.length === 0;
}

function told(crawled: Crawled, compared: object): string {
  const { operations, late, refusals, objects, turned, longest, paths, kinds, differences } = crawled;
  return [
    ...differences.map((difference) => `${JSON.stringify(difference, null, 2)}\n`),
    `${operations} operations, ${objects} objects, ${turned} second pages, ${paths.size} paths of up to ${longest} edges; refused: ${JSON.stringify(refusals)}, late: ${late}`,
    `operations by kind of agency: ${JSON.stringify(kinds)}`,
    `values by what is decided of them (rows: those in full that have a column of their name): ${JSON.stringify(compared)}`,
    `${differences.length} differences\n`,
  ].join('\n');
}
