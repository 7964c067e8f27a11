import { spawnSync } from 'node:child_process';
import { Command, InvalidArgumentError } from 'commander';
import { root } from '../../../schema/files.js';
import { closeTestRun, openTestRun, startTestServer } from '../../support/databaseServer.js';
import { type Copy, copyTree } from './copy.js';
import { type Guard, readGuards } from './guard.js';
import { type Tried, tryGuards } from './tryGuards.js';

interface Options {
  readonly only?: readonly string[];
  readonly json?: boolean;
}

/** `npm run fuzz -- guards`: takes each line of `test/guards.yaml` out of a copy of the tree, and expects its test to be red. */
export function guardsCommand(): Command {
  return new Command('guards')
    .description(
      'Takes each guard of test/guards.yaml out of a copy of the tree: the test that it names must turn red.',
    )
    .option('--only <names...>', 'these guards; of a name that none has, those whose name begins so')
    .option('--json', 'one JSON object on standard output')
    .action(async (options: Options) => {
      process.exitCode = (await runGuards(options)) ? 0 : 1;
    });
}

/** True where each guard was missed by its test. */
async function runGuards({ only, json = false }: Options): Promise<boolean> {
  const guards = chosen(readGuards(root), only);
  const startedAt = performance.now();
  const copy = copyTree(root);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      copy.remove();
      process.exit(130);
    });
  }
  const served = guards.some(({ slow }) => slow);
  const meter = await openMeter(guards.length);
  let tried: readonly Tried[];
  try {
    build(copy);
    if (served) {
      await openTestRun({ inMemory: true });
      // Why at once: a copy without one of its guards would make the tables.
      await startTestServer();
    }
    tried = await tryGuards(copy, guards, { unchanged: true, served: true, onTried: meter.show });
  } finally {
    meter.stop();
    await closeTestRun();
    copy.remove();
  }
  const findings = tried.filter(({ end }) => end !== 'RED');
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  if (json) process.stdout.write(`${JSON.stringify({ guards: tried.length, seconds, findings, tried })}\n`);
  else {
    for (const { name, end, said } of findings) process.stdout.write(`${end} ${name}: ${said}\n`);
    process.stdout.write(`${tried.length} guards in ${seconds} s: ${findings.length} findings\n`);
  }
  return findings.length === 0;
}

function chosen(guards: readonly Guard[], only: readonly string[] | undefined): readonly Guard[] {
  if (only === undefined) return guards;
  const isNamed = new Set(guards.map(({ name }) => name));
  const found = guards.filter(({ name }) =>
    only.some((one) => (isNamed.has(one) ? name === one : name.startsWith(one))),
  );
  if (found.length === 0) throw new InvalidArgumentError(`No guard of test/guards.yaml is named ${only.join(' or ')}.`);
  return found;
}

/** Why: what lies in dist/ may be older than the sources. */
function build({ root: cwd }: Copy): void {
  for (const command of [
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    ['dist/cli/build/readAhead.js'],
  ]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command[0]} failed: ${stdout}${stderr}`);
  }
}

/** A bar on a terminal, a line a guard elsewhere; on standard error. */
async function openMeter(all: number): Promise<{ show(tried: Tried, done: number): void; stop(): void }> {
  if (process.stderr.isTTY) {
    const { default: progress } = await import('cli-progress');
    const format = 'guards {bar} {value} of {total} | {eta_formatted} left | {name}';
    const bar = new progress.SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
    bar.start(all, 0, { name: '' });
    return { show: ({ name, end }, done) => bar.update(done, { name: `${end} ${name}` }), stop: () => bar.stop() };
  }
  const show = ({ name, end, seconds, said }: Tried, done: number) => {
    process.stderr.write(`${done} of ${all}: ${end} ${name}, ${seconds} s: ${said.slice(0, 100)}\n`);
  };
  return { show, stop: () => undefined };
}
