import type { PlanParts } from '../fetch/fetchStep.js';
import { type FetchText, fetchText } from '../fetch/fetchText.js';
import type { CompileInput } from '../types.js';
import { readFetches, type SpliceFetch, type SpliceStep } from './fetches.js';
import { generate, type Spliced } from './generate.js';
import { NotForSplicing, readProviders } from './provider.js';
import { planSites, type Site } from './sites.js';

/** How one operation is answered by slicing. */
export interface SpliceWay {
  readonly step: SpliceStep;
  readonly fetches: readonly (SpliceFetch & { readonly text: FetchText })[];
  readonly sites: readonly Site[];
  readonly code: Spliced;
}

/**
 * Finds out whether an operation can be answered by slicing, and how. Undefined where it cannot: then it is answered by
 * parsing, as is every single answer that is not as foreseen here.
 */
export function planSplice(
  { plan }: Pick<CompileInput, 'plan'>,
  { shape, definitions, options }: PlanParts,
): SpliceWay | undefined {
  if (!plan.node || plan.node.kind === 'Subscription') return undefined;
  try {
    const { step, fetches } = readFetches(plan.node);
    let providerId = 0;
    const providers = fetches.map(({ index, node, requires }) =>
      readProviders(
        options.apiSchema,
        { index, operation: node.operation, isEntity: requires !== undefined },
        () => providerId++,
      ),
    );
    const sites = planSites(shape, fetches, providers);
    return {
      step,
      fetches: fetches.map((fetch) => ({ ...fetch, text: fetchText(fetch.node, definitions) })),
      sites,
      code: generate(sites, options.permissive),
    };
  } catch (error) {
    // EvalError: the process may not generate code.
    if (error instanceof NotForSplicing || error instanceof EvalError) return undefined;
    throw error;
  }
}
