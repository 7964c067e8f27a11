import { PortcullisError } from '../../schema/errors.js';
import { Execution } from './fetch/execution.js';
import { type Fetch, type PlanParts, readFetch } from './fetch/fetch.js';
import { fetchStep } from './fetch/fetchStep.js';
import { fetchesOf, type PlanStep, planSteps } from './fetch/planWalk.js';
import type { AnswerShape } from './shape/answerShape.js';
import { readAnswerShape } from './shape/readAnswerShape.js';
import { type WalkedData, walkAnswer } from './shape/shapeWalk.js';
import { reportWithheld } from './shape/withheld.js';
import { MISS } from './splice/generate.js';
import type { Site } from './splice/sites.js';
import { SlicedRun, SplicedData } from './splice/slicedRun.js';
import { planSplice, type SpliceStrategy } from './splice/strategy.js';
import type { Collected, CompiledOperation, CompileInput, OperationCall, Shaped, SourceWithheld } from './types.js';

/** Misses in a row after which slicing is given up. */
const MAX_MISSES = 3;

/**
 * Compiles one operation of one view: its plan's steps and its answer's shape. Slicing is planned at the second run: most
 * documents come once.
 */
export function compileOperation(
  input: CompileInput,
  parts: Omit<PlanParts, 'shape' | 'definitions'>,
): CompiledOperation {
  const shape = readAnswerShape(input, parts.options.apiSchema);
  const own = { ...parts, shape, definitions: input.operation.variableDefinitions ?? [] };
  const fetches = fetchesOf(input.plan).map((planned) => readFetch(planned, own));
  const steps = parsingSteps(input, fetches, own);
  let splice: SpliceStrategy | undefined;
  let runs = 0;
  let misses = 0;
  return {
    execute: async (call) => {
      runs += 1;
      if (runs === 2) splice = planSplice(input.plan, fetches, own);
      if (!splice || misses >= MAX_MISSES) return await parsed(new Execution(call), steps);
      const run = new SlicedRun(call, splice.fetches);
      const data = await sliced(run, splice);
      misses = data ? 0 : misses + 1;
      if (data) return { ...run.collected(), raw: data, strategy: 'sliced' };
      // The parsing run records them again.
      call.sources.length = 0;
      return await parsed(new Execution(call, run), steps);
    },
    shape: (collected, introspection) =>
      collected.raw instanceof SplicedData
        ? shapeSliced(shape, splice?.sites ?? [], collected.raw, collected.withheld)
        : shapeParsed(shape, collected, introspection),
  };
}

function parsingSteps({ plan }: CompileInput, fetches: readonly Fetch[], { isA }: PlanParts): PlanStep {
  const steps = fetches.map((fetch) => {
    const below = fetches.filter(({ path }) => fetch.path.every((part, index) => path[index] === part));
    return fetchStep(fetch, isA, below.length === 1);
  });
  return planSteps(plan, ({ index }) => steps[index] as PlanStep);
}

async function parsed(run: Execution, steps: PlanStep): Promise<Collected> {
  await walk(run, steps);
  return run.collected();
}

/** The answer from slices; null where any part is not as foreseen. */
async function sliced(run: SlicedRun, splice: SpliceStrategy): Promise<SplicedData | null> {
  await walk(run, splice.steps);
  if (run.hasMissed) return null;
  try {
    return run.write(splice.code, splice.sites.length);
  } catch (error) {
    if (error === MISS) return null;
    throw error;
  }
}

/** Walks the plan; where the signal aborts, rejects with its reason and ends the run. */
function walk<Run extends Execution>(run: Run, steps: PlanStep<Run>): Promise<void> {
  const { signal }: OperationCall = run.call;
  return new Promise((resolve, reject) => {
    const end = (reason: unknown): void => {
      run.end(reason);
      reject(signal.aborted ? signal.reason : new PortcullisError('INTERNAL', { cause: reason }));
    };
    const abort = (): void => end(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    const done = (): void => signal.removeEventListener('abort', abort);
    Promise.resolve(steps(run)).then(
      () => {
        done();
        resolve();
      },
      (error) => {
        done();
        end(error);
      },
    );
  });
}

function shapeParsed(
  shape: AnswerShape,
  { raw, withheld: lines }: Collected,
  introspection: Readonly<Record<string, unknown>>,
): Shaped {
  const walked = walkAnswer(shape, raw as object, introspection);
  return { data: Buffer.from(JSON.stringify(walked.data)), withheld: withheldOf(shape, walked, lines) };
}

/** A sliced answer with its report: objects were counted by site. */
function shapeSliced(
  shape: AnswerShape,
  sites: readonly Site[],
  { sink, counts }: SplicedData,
  lines: readonly SourceWithheld[],
): Shaped {
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
  const withheld = withheldOf(shape, { parents, pruned, fallen: [] }, lines);
  return { data: sink.bytes(), release: () => sink.release(), withheld };
}

/** What is withheld from an answer: fields that the gate took out, and what sources withheld. */
function withheldOf(
  { pruned, paths }: AnswerShape,
  counts: Omit<WalkedData, 'data'>,
  lines: readonly SourceWithheld[],
): readonly SourceWithheld[] {
  if (lines.length === 0 && pruned.length === 0) return [];
  const taken = (nulls: readonly number[]): readonly SourceWithheld[] =>
    pruned.map(({ path, category, effect, reason, rule }, index) => {
      return { path, category, effect, reason, rule, count: nulls[index] ?? 0 };
    });
  const parents = new Map(paths.map((path, index) => [path, counts.parents[index] ?? 0]));
  return reportWithheld([...taken(counts.pruned), ...lines], parents, taken(counts.fallen));
}
