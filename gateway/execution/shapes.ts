import { encodeCells } from '../../client/cells.js';
import { numberKey } from './fetch/numberObjects.js';
import type { AnswerShape, ObjectShape } from './shape/answerShape.js';
import { type AnswerNumbers, spreadCells } from './shape/cells.js';
import { ownValue } from './shape/ownValue.js';
import { type MetObject, type WalkedData, walkAnswer } from './shape/shapeWalk.js';
import { lineKey, reportWithheld } from './shape/withheld.js';
import type { SplicedData } from './splice/slicedRun.js';
import type { Collected, Shaped, SourceWithheld } from './types.js';

/** An answer whose sources' answers were parsed, with its report. */
export function shapeParsed(
  shape: AnswerShape,
  collected: Collected,
  introspection: Readonly<Record<string, unknown>>,
): Shaped {
  const walked = walkAnswer(shape, collected.raw as object, introspection, collected.cells !== undefined);
  const report = reportOf(shape, walked, collected, walked.met && numbersOfMet(walked.met));
  return { data: Buffer.from(JSON.stringify(walked.data)), ...report };
}

/** A sliced answer with its report: objects were counted by site. */
export function shapeSliced(shape: AnswerShape, spliced: SplicedData, collected: Collected): Shaped {
  const { sink, sites, counts } = spliced;
  const parents: number[] = [];
  const pruned: number[] = [];
  for (const { id, counter, fields } of sites) {
    const count = counts[id] ?? 0;
    parents[counter] = (parents[counter] ?? 0) + count;
    for (const field of fields) {
      if (field.kind === 'text' && field.pruned !== undefined)
        pruned[field.pruned] = (pruned[field.pruned] ?? 0) + count;
    }
  }
  // Nothing falls here: an operation whose objects may fall is not sliced.
  const report = reportOf(shape, { parents, pruned, fallen: [] }, collected, numbersOfSliced(spliced));
  return { data: sink.bytes(), release: () => sink.release(), ...report };
}

/** What is withheld from an answer: fields that the gate took out, and what sources withheld. */
function reportOf(
  shape: AnswerShape,
  counts: Pick<WalkedData, 'parents' | 'pruned' | 'fallen'>,
  { withheld: lines, cells }: Collected,
  numbers: AnswerNumbers | null,
): Pick<Shaped, 'withheld' | 'cells'> {
  const { pruned, paths } = shape;
  if (lines.length === 0 && pruned.length === 0) return { withheld: [] };
  const taken = (nulls: readonly number[]): readonly SourceWithheld[] =>
    pruned.map(({ path, category, effect, reason, rule }, index) => {
      return { path, category, effect, reason, rule, count: nulls[index] ?? 0 };
    });
  const parents = new Map(paths.map((path, index) => [path, counts.parents[index] ?? 0]));
  const fallen = taken(counts.fallen);
  const withheld = reportWithheld([...taken(counts.pruned), ...lines], parents, fallen);
  if (!cells || !numbers) return { withheld };
  return countCells(withheld, spreadCells(withheld, { shape, parents: counts.parents, numbers, cells }), fallen);
}

/** The report by its cells: a source counts what it answered, whether or not the owner of an object above does. */
function countCells(
  lines: readonly SourceWithheld[],
  cells: readonly Uint8Array[],
  fallen: readonly SourceWithheld[],
): Required<Pick<Shaped, 'withheld' | 'cells'>> {
  const counted = lines.map((line, index) => {
    const key = lineKey(line);
    const above = fallen.reduce((sum, each) => (lineKey(each) === key ? sum + each.count : sum), 0);
    const holds = cells[index] ?? new Uint8Array();
    return { line: { ...line, count: above + holds.reduce((sum, value) => sum + value, 0) }, holds };
  });
  const told = counted.filter(({ line }) => line.count > 0);
  return { withheld: told.map(({ line }) => line), cells: told.map(({ holds }) => encodeCells(holds)) };
}

/** Parsed objects carry their numbers; what the gate took out of one stands in its shape. */
function numbersOfMet(met: readonly (readonly MetObject[])[]): AnswerNumbers {
  const at = (counter: number): readonly MetObject[] => met[counter] ?? [];
  return {
    of(fetch, counter) {
      const key = numberKey(fetch);
      return at(counter).map(({ source }) => {
        const number = ownValue(source, key);
        return typeof number === 'number' ? number : -1;
      });
    },
    lacks(index, counter) {
      const known = new Map<ObjectShape, boolean>();
      const lacks = (shape: ObjectShape): boolean => {
        const found =
          known.get(shape) ?? shape.fields.some((field) => field.kind === 'pruned' && field.index === index);
        known.set(shape, found);
        return found;
      };
      return Uint8Array.from(at(counter), ({ shape }) => (lacks(shape) ? 1 : 0));
    },
  };
}

/** Sliced objects were numbered by provider; at a place all are of one type. */
function numbersOfSliced({ sites, counts, numbers }: SplicedData): AnswerNumbers {
  const at = (counter: number) => sites.find((site) => site.counter === counter);
  return {
    of(fetch, counter) {
      const site = at(counter);
      const providers = site ? [site.base, ...site.attached.map(({ provider }) => provider)] : [];
      const provider = providers.find((each) => each.fetch === fetch);
      return (provider && numbers[provider.id]) ?? [];
    },
    lacks(index, counter) {
      const site = at(counter);
      const lacks = site?.fields.some((field) => field.kind === 'text' && field.pruned === index) ?? false;
      return new Uint8Array(site ? (counts[site.id] ?? 0) : 0).fill(lacks ? 1 : 0);
    },
  };
}
