import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const guardShape = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  holds: z.string().min(1),
  file: z.string().min(1),
  line: z.string().min(1),
  without: z.string(),
  test: z.string().regex(/^test\/.*\.test\.ts$/),
  title: z.string().min(1),
  slow: z.literal(true).optional(),
});

/** A line of code that keeps a promise, and the test that turns red without it. */
export interface Guard extends Readonly<z.infer<typeof guardShape>> {
  /** The wall or the promise under which it stands in the list. */
  readonly wall: string;
}

/** A guard whose line or test is not as the list says. */
export class GuardLost extends Error {}

/** The guards of `test/guards.yaml`, in its order; throws where the file has another shape, or a name stands twice. */
export function readGuards(root: string): readonly Guard[] {
  const walls = z
    .record(z.string(), z.preprocess(withPlaces, z.array(guardShape).min(1)))
    .parse(parse(readFileSync(join(root, 'test', 'guards.yaml'), 'utf8')));
  const guards = Object.entries(walls).flatMap(([wall, held]) => held.map((guard) => ({ ...guard, wall })));
  const names = guards.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new GuardLost(`test/guards.yaml: two guards are named ${twice}`);
  return guards;
}

/** Guards of a wall, each with its file and test: where it says none, those of the guard before. */
function withPlaces(held: unknown): unknown {
  let places = {};
  return (held as readonly Guard[]).map((guard) => {
    const whole = { ...places, ...guard };
    places = { file: whole.file, test: whole.test };
    return whole;
  });
}

/** Throws `GuardLost` where the test file is gone, or has no such title. */
export function assertTested(root: string, { name, test, title }: Guard): void {
  const path = join(root, test);
  if (!existsSync(path)) throw new GuardLost(`${name}: there is no ${test}`);
  // Why without escapes: a title stands in quotes, and may hold such.
  if (!readFileSync(path, 'utf8').replaceAll('\\', '').includes(title))
    throw new GuardLost(`${name}: ${test} has no title with: ${title}`);
}

/** The text of the guard's file as it is, and without the guard; throws `GuardLost` where its line is not there exactly once. */
export function takeOut(root: string, { name, file, line, without }: Guard): { kept: string; mutant: string } {
  const path = join(root, file);
  if (!existsSync(path)) throw new GuardLost(`${name}: there is no ${file}`);
  const kept = readFileSync(path, 'utf8');
  const parts = kept.split(line);
  if (parts.length !== 2)
    throw new GuardLost(`${name}: stands ${parts.length - 1} times in ${file}, once is due: ${line}`);
  const mutant = parts.join(without);
  if (mutant === kept) throw new GuardLost(`${name}: nothing of ${file} is changed`);
  return { kept, mutant };
}
