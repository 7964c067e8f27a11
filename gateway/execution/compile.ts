import { PortcullisError } from '../../schema/errors.js';
import { reportWithheld } from '../shape/withheld.js';
import { Execution } from './fetch/execution.js';
import type { PlanParts, PlanStep } from './fetch/fetchStep.js';
import { planSteps, sourcesOf } from './fetch/planWalk.js';
import type { SourceWithheld } from './outcome.js';
import type { AnswerShape } from './shape/answerShape.js';
import { readAnswerShape } from './shape/readAnswerShape.js';
import { generatedShaper } from './shape/shapeCode.js';
import { type ShapedData, type Shaper, walkingShaper } from './shape/shapeWalk.js';
import { MISS } from './splice/generate.js';
import { runSplice, SplicedData } from './splice/runSplice.js';
import type { Site } from './splice/sites.js';
import { planSplice, type SpliceWay } from './splice/way.js';
import type { Collected, CompiledOperation, CompileInput, Shaped } from './types.js';

/** Answers in a row that could not be sliced, after which slicing is not tried any more. */
const MISSES = 3;

/**
 * Compiles one operation of one view: its plan's steps and its answer's shape. Code is generated when it is asked for
 * the second time: most documents come once.
 */
export function compileOperation(
  input: CompileInput,
  parts: Omit<PlanParts, 'shape' | 'definitions'>,
): CompiledOperation {
  const shape = readAnswerShape(input, parts.options.apiSchema);
  const own = { ...parts, shape, definitions: input.operation.variableDefinitions ?? [] };
  const steps: PlanStep = input.admitted ? planSteps(input.plan, own) : () => undefined;
  let shaper = walkingShaper(shape);
  let splice: SpliceWay | undefined;
  let runs = 0;
  let misses = 0;
  return {
    execute: async (call) => {
      runs += 1;
      if (runs === 2) {
        shaper = generatedShaper(shape) ?? shaper;
        if (sendsBytes(input, parts)) splice = planSplice(input, own);
      }
      if (!splice || misses >= MISSES) return await execute(new Execution(call), steps);
      const run = new Execution(call);
      try {
        const data = await underSignal(run, runSplice(splice, run, own));
        misses = 0;
        return { ...run.collected(), raw: data, way: 'sliced' };
      } catch (error) {
        if (error !== MISS) throw error;
        misses += 1;
        // They are told once more, by the parsing way.
        call.sources.length = 0;
        return await execute(new Execution(call, run.kept), steps);
      }
    },
    shape: (collected, introspection) =>
      collected.raw instanceof SplicedData
        ? shapeSpliced(shape, splice?.sites ?? [], collected.raw, collected.withheld)
        : shapeAnswer(shape, shaper, collected, introspection),
  };
}

/** Whether every source that the plan asks answers in bytes. */
function sendsBytes({ plan }: CompileInput, { clients }: Pick<PlanParts, 'clients'>): boolean {
  return sourcesOf(plan).every((source) => clients.get(source)?.transport === 'bytes');
}

async function execute(run: Execution, steps: PlanStep): Promise<Collected> {
  try {
    await underSignal(run, walk(steps, run));
    return run.collected();
  } catch (cause) {
    const { signal } = run.call;
    throw signal.aborted ? signal.reason : new PortcullisError('INTERNAL', { cause });
  }
}

/** The work's result, or the signal's reason; either way nothing of the run goes on. */
function underSignal<T>(run: Execution, work: Promise<T>): Promise<T> {
  const { signal } = run.call;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      run.end(signal.reason);
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const done = (): void => signal.removeEventListener('abort', abort);
    work.then(
      (result) => {
        done();
        resolve(result);
      },
      (error) => {
        done();
        run.end(error);
        reject(error);
      },
    );
  });
}

async function walk(steps: PlanStep, run: Execution): Promise<void> {
  await steps(run);
}

function shapeAnswer(
  shape: AnswerShape,
  shaper: Shaper,
  { raw, withheld: lines }: Collected,
  introspection: Readonly<Record<string, unknown>>,
): Shaped {
  const shaped = shaper(raw as object, introspection);
  const data = Buffer.from(JSON.stringify(shaped.data));
  if (lines.length === 0 && shape.pruned.length === 0) return { data, withheld: [] };
  const counts = shaped.exact ? shaped : walkingShaper(shape)(raw as object, introspection);
  return { data, withheld: reportWithheld([...prunedLines(shape, counts), ...lines], parentsOf(shape, counts)) };
}

/** The report of an answer that was sliced: its objects were counted by site. */
function shapeSpliced(
  shape: AnswerShape,
  sites: readonly Site[],
  { sink, counts }: SplicedData,
  lines: readonly SourceWithheld[],
): Shaped {
  const answer = { data: sink.bytes(), release: () => sink.release() };
  if (lines.length === 0 && shape.pruned.length === 0) return { ...answer, withheld: [] };
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
  const counted = { parents, pruned };
  return {
    ...answer,
    withheld: reportWithheld([...prunedLines(shape, counted), ...lines], parentsOf(shape, counted)),
  };
}

type Counts = Pick<ShapedData, 'parents' | 'pruned'>;

function prunedLines({ pruned }: AnswerShape, counts: Counts): SourceWithheld[] {
  return pruned.map(({ path, category, effect, reason, rule }, index) => {
    return { path, category, effect, reason, rule, count: counts.pruned[index] ?? 0 };
  });
}

function parentsOf({ paths }: AnswerShape, counts: Counts): ReadonlyMap<string, number> {
  return new Map(paths.map((path, index) => [path, counts.parents[index] ?? 0]));
}
