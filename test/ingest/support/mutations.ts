import { mulberry32 } from '../../fuzz/world/random.js';

/** A change to a file's bytes behind a place; `random` gives whole numbers below its argument. */
export type Mutation = (bytes: Buffer, start: number, random: (below: number) => number) => Buffer;

/** Whole numbers below a bound, the same for the same seed. */
export function createRandom(seed: number): (below: number) => number {
  const next = mulberry32(seed);
  return (below) => next() % below;
}

/** What happens to files on their way. */
export const mutations = {
  truncated: (bytes, start, random) => bytes.subarray(0, start + random(bytes.length - start)),
  'bits flipped': (bytes, start, random) => {
    const flipped = Buffer.from(bytes);
    for (let count = 1 + random(4); count > 0; count -= 1) {
      const at = start + random(bytes.length - start);
      flipped[at] = (flipped[at] as number) ^ (1 << random(8));
    }
    return flipped;
  },
  'zeros inserted': (bytes, start, random) => insert(bytes, start + random(bytes.length - start), '\0\0'),
  'a quote inserted': (bytes, start, random) => insert(bytes, start + random(bytes.length - start), '"'),
  'a bracket inserted': (bytes, start, random) => insert(bytes, start + random(bytes.length - start), '<'),
  'a huge field': (bytes, start, random) => insert(bytes, start + random(bytes.length - start), 'x'.repeat(3 << 20)),
  'lines swapped': (bytes, start, random) =>
    withLines(bytes, start, (lines) => {
      const [one, other] = [choose(lines, random), choose(lines, random)];
      [lines[one], lines[other]] = [lines[other] as string, lines[one] as string];
    }),
  'a line repeated': (bytes, start, random) =>
    withLines(bytes, start, (lines) => {
      const at = choose(lines, random);
      lines.splice(random(lines.length), 0, lines[at] as string);
    }),
  'a line lost': (bytes, start, random) =>
    withLines(bytes, start, (lines) => void lines.splice(choose(lines, random), 1)),
  'in Latin-1': (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
  'in UTF-16': (bytes) => Buffer.from(`\uFEFF${bytes.toString('utf8').replace(/^\uFEFF/, '')}`, 'utf16le'),
} as const satisfies Record<string, Mutation>;

function insert(bytes: Buffer, at: number, text: string): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at)]);
}

/** A tag of what records stand in: to move it makes another document, in which nobody can tell what belongs where. */
const isStructure = (line: string): boolean => /<\/?(INDIVIDUALS|ENTITIES|CONSOLIDATED_LIST)\b/.test(line);

function choose(lines: readonly string[], random: (below: number) => number): number {
  for (;;) {
    const at = random(lines.length);
    if (!isStructure(lines[at] as string)) return at;
  }
}

/** Latin-1 stands for bytes here: no byte is changed by it. */
function withLines(bytes: Buffer, start: number, change: (lines: string[]) => void): Buffer {
  const lines = bytes.toString('latin1', start).split('\n');
  change(lines);
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(lines.join('\n'), 'latin1')]);
}
