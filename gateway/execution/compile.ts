import { PortcullisError } from '../../schema/errors.js';
import { addsBeforeOwner } from './fetch/beforeOwner.js';
import { Execution } from './fetch/execution.js';
import { type Fetch, type PlanParts, readFetch } from './fetch/fetch.js';
import { fetchStep } from './fetch/fetchStep.js';
import { fetchesOf, type PlanStep, planSteps } from './fetch/planWalk.js';
import { readAnswerShape } from './shape/readAnswerShape.js';
import { shapeParsed, shapeSliced } from './shapes.js';
import { MISS } from './splice/generate.js';
import { SlicedRun, SplicedData } from './splice/slicedRun.js';
import { planSplice, type SpliceStrategy } from './splice/strategy.js';
import type { Collected, CompiledOperation, CompileInput, OperationCall } from './types.js';

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
  // Why two: what nobody asks for costs nothing, not even a place on the tape.
  const spliced = new Map<boolean, SpliceStrategy | undefined>();
  const spliceFor = (numbers: boolean): SpliceStrategy | undefined => {
    if (!spliced.has(numbers)) spliced.set(numbers, planSplice(input.plan, fetches, own, numbers));
    return spliced.get(numbers);
  };
  const needsCells = addsBeforeOwner(fetches, parts.options.apiSchema);
  let runs = 0;
  let misses = 0;
  return {
    execute: async (asked) => {
      runs += 1;
      const call = needsCells ? withCells(asked) : asked;
      const splice = runs < 2 ? undefined : spliceFor(call.session.request.withheldDetail === 'cells');
      if (!splice || misses >= MAX_MISSES) return await parsed(new Execution(call), steps);
      const run = new SlicedRun(call, splice.fetches);
      const data = await sliced(run, splice);
      misses = data ? 0 : misses + 1;
      if (data) return Object.assign(run.collected(), { raw: data, strategy: 'sliced' as const });
      // The parsing run records them again.
      call.sources.length = 0;
      return await parsed(new Execution(call, run), steps);
    },
    shape: (collected, introspection) =>
      collected.raw instanceof SplicedData
        ? shapeSliced(shape, collected.raw, collected)
        : shapeParsed(shape, collected, introspection),
  };
}

/** The same call, whose report is made of cells: counts alone do not tell whose objects are left. */
function withCells(call: OperationCall): OperationCall {
  return { ...call, session: call.session.with({ withheldDetail: 'cells' }) };
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
    return run.write(splice.code, splice.sites);
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
