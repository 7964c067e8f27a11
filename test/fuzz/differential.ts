import { parse, print, validate } from 'graphql';
import { circumstances, type FuzzCase } from './case.js';
import { clientPathsOf } from './compare/clientPaths.js';
import { type Comparison, compare, type Verdict } from './compare/compare.js';
import { conform } from './compare/conform.js';
import { NOTHING, settledDocument } from './compare/settled.js';
import { shadowsKeys } from './compare/shadowing.js';
import { type Oracle, openOracle } from './executors/oracle.js';
import { openOurs } from './executors/ours.js';
import { openReference } from './executors/reference.js';
import type { Side, SideResult } from './executors/side.js';
import { generateOperation } from './generate/generate.js';
import { shrink } from './generate/shrink.js';
import { coerceVariables } from './generate/variables.js';
import { supergraphOf } from './supergraphs.js';
import { drawAtlas } from './world/atlas.js';
import { hash } from './world/random.js';

/** Both sides over one supergraph. */
export interface Differential {
  /** The case of a number: operation and circumstances follow from it. */
  caseOf(seed: number): FuzzCase;
  run(fuzzCase: FuzzCase): Promise<Verdict>;
  shrink(failing: FuzzCase): Promise<FuzzCase>;
}

/** Smaller operations where Apollo's planner takes seconds for larger ones: it weighs every way through the objects. */
const most: Readonly<Record<string, number>> = { interfaceObjects: 16 };

/** @param under what is held against Apollo's gateway; ours where absent */
export async function openDifferential(
  name: string,
  under: (oracle: Oracle) => Side = (oracle) => openOurs(supergraphOf(name), oracle.apiSchema),
): Promise<Differential> {
  const oracle = await openOracle(supergraphOf(name));
  const { apiSchema } = oracle;
  const side = under(oracle);
  const reference = openReference(supergraphOf(name), apiSchema);
  const atlas = drawAtlas(supergraphOf(name).subgraphs);
  const differential: Differential = {
    caseOf: (seed) => {
      const { document, variables } = generateOperation(apiSchema, hash(seed, name), most[name]);
      return { supergraph: name, query: print(document), variables, ...circumstances(hash(seed, name)) };
    },
    run: async (fuzzCase) => {
      const comparison = await runBoth(fuzzCase);
      const verdict = compare(comparison);
      return verdict.failures.length === 0 ? verdict : ((await runSettled(comparison)) ?? verdict);
    },
    shrink: async (failing) => {
      const kinds = new Set((await differential.run(failing)).failures.map(({ kind }) => kind));
      return await shrink(failing, apiSchema, async (candidate) =>
        (await differential.run(candidate)).failures.some(({ kind }) => kinds.has(kind)),
      );
    },
  };
  return differential;

  /** Once more, with Apollo given what ours plans: the operation without what is skipped. */
  async function runSettled(comparison: Comparison): Promise<Verdict | undefined> {
    const { fuzzCase } = comparison;
    const document = parse(fuzzCase.query, { noLocation: true });
    const coerced = coerceVariables(apiSchema, document, fuzzCase.variables) ?? {};
    const settled = settledDocument(document, coerced);
    if (!settled) return undefined;
    // Why in its own words: plans are kept by the query's text.
    const answer = await oracle.run({ ...fuzzCase, query: print(settled) }, settled);
    const apollo = { ...answer, data: without(answer.data, NOTHING) };
    const apolloViolations =
      apollo.gaveUp === null ? conform(apiSchema, document, coerced, apollo.data, { anyOrder: true }) : [];
    const { failures, deliberate } = compare({ ...comparison, apollo, apolloViolations });
    return { failures, deliberate: new Map([...deliberate, ['conditions settled before planning', 1]]) };
  }

  async function runBoth(fuzzCase: FuzzCase): Promise<Comparison> {
    const document = parse(fuzzCase.query, { noLocation: true });
    const [invalid] = validate(apiSchema, document);
    if (invalid) throw invalid;
    const [apollo, ours] = await Promise.all([oracle.run(fuzzCase, document), side.run(fuzzCase, document)]);
    const coerced = coerceVariables(apiSchema, document, fuzzCase.variables) ?? {};
    const violations = ours.gaveUp === null ? conform(apiSchema, document, coerced, ours.data) : [];
    const apolloViolations =
      apollo.gaveUp === null ? conform(apiSchema, document, coerced, apollo.data, { anyOrder: true }) : [];
    const expected = await reference.run(fuzzCase, document);
    return {
      fuzzCase,
      apollo,
      ours,
      reference: expected,
      shadows: shadowsKeys(document, atlas),
      violations,
      apolloViolations,
      isClientPath: clientPathsOf(document, coerced),
    };
  }
}

function without(data: SideResult['data'], name: string): SideResult['data'] {
  return JSON.parse(JSON.stringify(data), (key, value: unknown) => (key === name ? undefined : value));
}

const opened = new Map<string, Promise<Differential>>();

/**
 * What differs between Apollo's executor and ours in one case, but for what is meant to. For printed tests.
 */
export async function failuresOf(fuzzCase: FuzzCase): Promise<Verdict['failures']> {
  const differential = opened.get(fuzzCase.supergraph) ?? openDifferential(fuzzCase.supergraph);
  opened.set(fuzzCase.supergraph, differential);
  return (await (await differential).run(fuzzCase)).failures;
}
