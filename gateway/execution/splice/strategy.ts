import type { QueryPlan } from '@apollo/query-planner';
import type { Fetch, PlanParts } from '../fetch/fetch.js';
import { type PlanStep, planSteps } from '../fetch/planWalk.js';
import type { AnswerShape } from '../shape/answerShape.js';
import { generate, type Spliced } from './generate.js';
import { NotForSplicing, type Provider, readProviders, type SpliceFetch, spliceFetch } from './provider.js';
import { planSites, type Site } from './sites.js';
import type { SlicedRun } from './slicedRun.js';
import { slicedStep } from './slicedStep.js';

/** How one operation is answered by slicing. */
export interface SpliceStrategy {
  readonly steps: PlanStep<SlicedRun>;
  readonly fetches: number;
  readonly sites: readonly Site[];
  readonly code: Spliced;
}

/**
 * Plans how an operation is answered by slicing. Undefined where it cannot be: then its answers are parsed, as is every
 * single answer that is not as foreseen here.
 *
 * @param numbers whether objects are numbered, as cells need it
 */
export function planSplice(
  plan: QueryPlan,
  all: readonly Fetch[],
  { shape, options }: PlanParts,
  numbers: boolean,
): SpliceStrategy | undefined {
  if (!all.every(({ sendsBytes }) => sendsBytes)) return undefined;
  try {
    const fetches = all.map(spliceFetch);
    let providerId = 0;
    const providers = fetches.map(({ index, place: { operation }, requires }) =>
      readProviders(options.apiSchema, { index, operation, isEntity: requires !== undefined }, () => providerId++),
    );
    const sites = planSites(shape, fetches, providers);
    const code = generate(sites, {
      disclosed: fetches.some(({ foreign }) => foreign !== null),
      numbers,
      subjects: fetches.map(({ subjects }) => subjects),
    });
    const steps = fetches.map((fetch) => slicedStep(fetch, code, providersOf(fetch, sites, shape)));
    return {
      steps: planSteps(plan, ({ index }) => steps[index] as PlanStep<SlicedRun>),
      fetches: fetches.length,
      sites,
      code,
    };
  } catch (error) {
    // EvalError: the process may not generate code.
    if (error instanceof NotForSplicing || error instanceof EvalError) return undefined;
    throw error;
  }
}

function providersOf(
  { index }: SpliceFetch,
  sites: readonly Site[],
  { paths }: AnswerShape,
): ReadonlyMap<string, Provider> {
  const own = sites.flatMap(({ counter, base, attached }) =>
    [base, ...attached.map(({ provider }) => provider)].flatMap((provider) =>
      provider.fetch === index ? [[paths[counter] ?? '', provider] as const] : [],
    ),
  );
  return new Map(own);
}
