import { isDeepStrictEqual } from 'node:util';
import { type GraphQLSchema, parse, print } from 'graphql';
import { policyGate } from '../../../gateway/gate/policyGate.js';
import { readSupergraph } from '../../../gateway/supergraph/supergraph.js';
import { circumstances, type FuzzCase } from '../case.js';
import { openOracle } from '../executors/oracle.js';
import { openOurs } from '../executors/ours.js';
import { openReference } from '../executors/reference.js';
import { generateOperation } from '../generate/generate.js';
import { supergraphNames, supergraphOf } from '../supergraphs.js';
import { hash } from '../world/random.js';
import { randomLabels } from './labels.js';

/** An operation whose answer under a policy is not the permissive one with what is withheld cut out. */
export interface ForeignFinding {
  readonly seed: number;
  readonly fuzzCase: FuzzCase;
  readonly given: unknown;
  readonly due: unknown;
}

/** What came of a run. */
export interface ForeignTally {
  /** Answers that were compared. */
  compared: number;
  /** Of them, those that lack something that the permissive answer has. */
  cut: number;
  /** Cases whose permissive answer is none of its data: a fault that is told elsewhere. */
  passedOver: number;
  readonly findings: ForeignFinding[];
}

/** Operations under one set of labels. */
const PER_LABELS = 25;

/** Supergraphs of which no source is ours. */
const foreignNames = supergraphNames.filter((name) => name !== 'portcullis');

/**
 * Random operations over foreign sources under random labels: each answer is that of one server over the same data which
 * gives null for what is withheld. Held against it where the permissive answer equals the same server with nothing withheld.
 *
 * @param share of the fields that may be shown; 1: all, where the answers must be the permissive ones
 */
export async function fuzzForeign(run: { seed: number; count: number; share?: number }): Promise<ForeignTally> {
  const tally: ForeignTally = { compared: 0, cut: 0, passedOver: 0, findings: [] };
  const each = Math.ceil(run.count / foreignNames.length);
  for (const name of foreignNames) {
    const { apiSchema } = await openOracle(supergraphOf(name));
    for (let from = 0; from < each; from += PER_LABELS)
      await fuzzLabels(
        { ...run, name, apiSchema, from: run.seed + from, to: run.seed + Math.min(from + PER_LABELS, each) },
        tally,
      );
  }
  return tally;
}

interface LabelsRun {
  readonly name: string;
  readonly apiSchema: GraphQLSchema;
  readonly from: number;
  readonly to: number;
  readonly share?: number;
}

async function fuzzLabels({ name, apiSchema, from, to, share = 0.75 }: LabelsRun, tally: ForeignTally): Promise<void> {
  const supergraph = supergraphOf(name);
  const sources = supergraph.subgraphs.map((subgraph) => subgraph.name);
  const { policy, isShown } = randomLabels({ sdl: supergraph.sdl, sources }, apiSchema, hash(from, name), share);
  const permissive = openOurs(supergraph, apiSchema);
  const guarded = openOurs(
    supergraph,
    apiSchema,
    policyGate(policy, readSupergraph(supergraph.sdl, policy), apiSchema),
  );
  const [all, shown] = [openReference(supergraph, apiSchema), openReference(supergraph, apiSchema, isShown)];
  for (let seed = from; seed < to; seed += 1) {
    const { document, variables } = generateOperation(
      apiSchema,
      hash(seed, name),
      name === 'interfaceObjects' ? 16 : undefined,
    );
    const query = print(document);
    const inFull = { errors: 0, missing: 0, hostility: null };
    const fuzzCase = { supergraph: name, query, variables, ...circumstances(hash(seed, name)), ...inFull };
    const asked = parse(query, { noLocation: true });
    const whole = await all.run(fuzzCase, asked);
    if (!isDeepStrictEqual((await permissive.run(fuzzCase, asked)).data, whole)) {
      tally.passedOver += 1;
      continue;
    }
    const due = await shown.run(fuzzCase, asked);
    const { data: given, gaveUp } = await guarded.run(fuzzCase, asked);
    tally.compared += 1;
    if (!isDeepStrictEqual(due, whole)) tally.cut += 1;
    if (!isDeepStrictEqual(given, due)) tally.findings.push({ seed, fuzzCase, given: gaveUp ?? given, due });
  }
}
