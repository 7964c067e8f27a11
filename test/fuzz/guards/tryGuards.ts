import type { Copy } from './copy.js';
import { assertTested, type Guard, GuardLost, takeOut } from './guard.js';
import { type Ran, runTest } from './runTest.js';

/** What trying a guard showed. */
export interface Tried {
  readonly name: string;
  readonly wall: string;
  readonly file: string;
  readonly test: string;
  readonly end: 'RED' | 'GREEN' | 'LOST' | 'BROKEN';
  /** What the red test said first; else what is wrong with the guard. */
  readonly said: string;
  readonly seconds: number;
}

interface Options {
  /** Whether the tests of each file are run once as they are; false where the caller's own run does. */
  readonly unchanged: boolean;
  /** Whether tests find a database server in the environment. */
  readonly served: boolean;
  readonly onTried: (tried: Tried, done: number) => void;
}

/** Takes each guard out of the copy, one after the other, and runs its test. */
export async function tryGuards(copy: Copy, guards: readonly Guard[], options: Options): Promise<readonly Tried[]> {
  const all: Tried[] = [];
  const before = new Map<string, Promise<Ran>>();
  const titlesOf = (file: string) => guards.flatMap(({ test, title }) => (test === file ? [title] : []));
  const runOnce = (test: string): Promise<Ran> => {
    const known =
      before.get(test) ?? runTest(copy, test, { titles: [...new Set(titlesOf(test))], served: options.served });
    before.set(test, known);
    return known;
  };
  for (const guard of guards) {
    const { name, wall, file, test } = guard;
    const startedAt = performance.now();
    const shown = await tryGuard(copy, guard, options, runOnce);
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    all.push({ name, wall, file, test, ...shown, seconds });
    options.onTried(all.at(-1) as Tried, all.length);
  }
  return all;
}

async function tryGuard(
  copy: Copy,
  guard: Guard,
  { unchanged, served }: Options,
  runOnce: (test: string) => Promise<Ran>,
): Promise<Pick<Tried, 'end' | 'said'>> {
  const { file, test, title } = guard;
  let kept: string | undefined;
  try {
    assertTested(copy.root, guard);
    const taken = takeOut(copy.root, guard);
    if (unchanged) assertGreen(guard, await runOnce(test));
    kept = taken.kept;
    copy.write(file, taken.mutant);
    return judge(await runTest(copy, test, { titles: [title], served: isServed(guard, served) }));
  } catch (error) {
    if (!(error instanceof GuardLost)) throw error;
    return { end: 'LOST', said: error.message };
  } finally {
    if (kept !== undefined) copy.write(file, kept);
  }
}

/** Why not below `storage/`: what a server is made and migrated by must be tried on one that was made by it. */
function isServed({ file }: Guard, served: boolean): boolean {
  return served && !file.startsWith('storage/');
}

function assertGreen({ name, test, title }: Guard, { tests, broken }: Ran): void {
  if (broken !== null) throw new GuardLost(`${name}: ${test} does not run as it is: ${broken}`);
  const red = tests.find(({ status }) => status === 'failed');
  if (red) throw new GuardLost(`${name}: ${test} is red as it is: ${red.title}`);
  if (!tests.some((each) => each.title.includes(title) && each.status === 'passed'))
    throw new GuardLost(`${name}: ${test} runs no test whose title has: ${title}`);
}

function judge({ tests, broken }: Ran): Pick<Tried, 'end' | 'said'> {
  if (broken !== null) return { end: 'BROKEN', said: `no test ran without it, which proves nothing: ${broken}` };
  const failed = tests.filter(({ status }) => status === 'failed');
  // Why: on a busy machine any test may be late, and what waits for ever says nothing of what it waits for.
  const red = failed.find(({ said }) => !/^[^\n]*Exceeded timeout of/.test(said));
  if (!red && failed.length > 0) return { end: 'BROKEN', said: 'no test ended without it, which proves nothing' };
  if (!red) return { end: 'GREEN', said: 'no test is red without it' };
  return { end: 'RED', said: red.said.split('\n').slice(0, 6).join(' ').replace(/\s+/g, ' ').slice(0, 300) };
}
