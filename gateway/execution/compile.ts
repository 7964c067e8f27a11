import { PortcullisError } from '../../schema/errors.js';
import { reportWithheld } from '../shape/withheld.js';
import type { AnswerShape } from './answerShape.js';
import type { PlanParts, Step } from './fetchStep.js';
import type { SourceWithheld } from './outcome.js';
import { planSteps } from './planWalk.js';
import { readAnswerShape } from './readAnswerShape.js';
import { Run } from './run.js';
import { generatedShaper } from './shapeCode.js';
import { type ShapedData, type Shaper, walkingShaper } from './shapeWalk.js';
import type { Collected, CompiledOperation, CompileInput, OperationCall, Shaped } from './types.js';

/** Compiles one operation of one view: its plan's steps and its answer's shape. */
export function compileOperation(
  input: CompileInput,
  parts: Omit<PlanParts, 'shape' | 'definitions'>,
): CompiledOperation {
  const shape = readAnswerShape(input, parts.options.apiSchema);
  const definitions = input.operation.variableDefinitions ?? [];
  const steps: Step = input.admitted ? planSteps(input.plan, { ...parts, shape, definitions }) : () => undefined;
  const shaper = generatedShaper(shape) ?? walkingShaper(shape);
  return {
    execute: async (call) => await runPlan(steps, call),
    shape: (collected, introspection) => shapeAnswer(shape, shaper, collected, introspection),
  };
}

function runPlan(steps: Step, call: OperationCall): Promise<Collected> {
  const { signal } = call;
  return new Promise((resolve, reject) => {
    const run = new Run(call);
    const abort = (): void => {
      run.end(signal.reason);
      reject(signal.reason);
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    walk(steps, run).then(
      () => {
        signal.removeEventListener('abort', abort);
        resolve(run.collected());
      },
      (cause) => {
        signal.removeEventListener('abort', abort);
        run.end(cause);
        reject(signal.aborted ? signal.reason : new PortcullisError('INTERNAL', { cause }));
      },
    );
  });
}

async function walk(steps: Step, run: Run): Promise<void> {
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

function prunedLines({ pruned }: AnswerShape, counts: ShapedData): SourceWithheld[] {
  return pruned.map(({ path, category, effect, reason, rule }, index) => {
    return { path, category, effect, reason, rule, count: counts.pruned[index] ?? 0 };
  });
}

function parentsOf({ paths }: AnswerShape, counts: ShapedData): ReadonlyMap<string, number> {
  return new Map(paths.map((path, index) => [path, counts.parents[index] ?? 0]));
}
