import { expect } from '@jest/globals';
import type { Policy } from '../../../../policy/policy.js';
import { type AccessMap, readAccess } from '../../../../schema/access.js';
import { readSourceSdl } from '../../../../schema/sourceSdl.js';
import type { SourceName } from '../../../../schema/sources.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { incidents } from '../../../../subgraphs/incidents/index.js';
import { createSubgraph, type Subgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import type { SubgraphModule } from '../../../../subgraphs/kit/module.js';
import type { SourceRequest } from '../../../../subgraphs/kit/request.js';
import type { SourceAnswer } from '../../../../subgraphs/kit/serve/execute.js';
import { persons } from '../../../../subgraphs/persons/index.js';
import { seizures } from '../../../../subgraphs/seizures/index.js';
import { unlimited } from '../../../storage/limits/testLimits.js';
import type { Random } from '../compiled/randomOperation.js';
import { comparable } from '../compiled/sameAnswer.js';
import { keys, openScene, randomRequest, type Scene } from '../compiled/scene.js';
import { randomFilter } from './randomFilter.js';

/** A list of a source that is counted, and the input that filters it. */
export interface CountedList {
  readonly source: SourceName;
  readonly field: string;
  readonly filter: string;
}

/** Every list of records. */
export const countedLists: readonly CountedList[] = [
  { source: 'cargo', field: 'consignments', filter: 'ConsignmentFilter' },
  { source: 'persons', field: 'persons', filter: 'PersonFilter' },
  { source: 'persons', field: 'organizations', filter: 'OrganizationFilter' },
  { source: 'persons', field: 'vessels', filter: 'VesselFilter' },
  { source: 'persons', field: 'aircraftRecords', filter: 'AircraftFilter' },
  { source: 'seizures', field: 'seizures', filter: 'SeizureFilter' },
  { source: 'seizures', field: 'seizureStatistics', filter: 'SeizureStatisticFilter' },
  { source: 'incidents', field: 'incidents', filter: 'IncidentFilter' },
  { source: 'incidents', field: 'jointOperations', filter: 'JointOperationFilter' },
];

const modules = { cargo, persons, seizures, incidents } as const;

/** Somebody who asks one source, and under which filter. */
export interface Asking {
  readonly session: SourceRequest;
  readonly filter: object | null;
  /** All that the viewer is shown of the list under the filter, by paging to its end. */
  pageThrough(selection?: string): Promise<readonly Record<string, unknown>[]>;
  /** What both executions answer. */
  ask(query: string, variables?: object): Promise<SourceAnswer>;
}

/** The demonstration, for the tests of one file. */
export interface CountedScene {
  readonly scene: Scene;
  source(name: SourceName): Subgraph;
  /** A random viewer. @param filtered how often under a random filter */
  anyone(random: Random, list: CountedList, filtered?: number): Asking;
}

export async function openCountedScene(policy: Policy): Promise<CountedScene> {
  const scene = await openScene(policy);
  const sources = new Map<SourceName, readonly [compiled: Subgraph, reference: Subgraph]>();
  for (const module of Object.values<SubgraphModule>(modules)) {
    const open = (execution: 'compiled' | 'reference') =>
      createSubgraph(module, { policy, database: scene.database(module.name), keys, limits: unlimited, execution });
    const both = [open('compiled'), open('reference')] as const;
    for (const each of both) await each.warm();
    sources.set(module.name, both);
  }
  const bothOf = (name: SourceName): readonly [compiled: Subgraph, reference: Subgraph] => {
    const both = sources.get(name);
    if (both) return both;
    throw new Error(`no source ${name}`);
  };
  return {
    scene,
    source: (name) => bothOf(name)[0],
    anyone(random, list, filtered = 0) {
      const [compiled, reference] = bothOf(list.source);
      const session = randomRequest(policy, random, list.source);
      const filter = filtered > 0 && random() < filtered ? randomFilter(compiled.schema, list.filter, random) : null;
      return {
        session,
        filter,
        pageThrough: (selection) => pageThrough(compiled, session, { list, filter }, selection),
        async ask(query, variables: Readonly<Record<string, unknown>> = { filter }) {
          const answer = await compiled.execute({ query, variables, session });
          expect(comparable(await reference.execute({ query, variables, session }))).toEqual(comparable(answer));
          return answer;
        },
      };
    },
  };
}

async function pageThrough(
  subgraph: Subgraph,
  session: SourceRequest,
  { list: { field, filter: input }, filter }: { readonly list: CountedList; readonly filter: object | null },
  selection = 'id',
): Promise<readonly Record<string, unknown>[]> {
  const query = `query ($after: String, $filter: ${input}) { ${field}(first: 100, after: $after, filter: $filter) {
    edges { node { ${selection} } } pageInfo { hasNextPage endCursor } } }`;
  const all: Record<string, unknown>[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await subgraph.execute({ query, variables: { after, filter }, session });
    if (errors) throw new Error(JSON.stringify([errors, filter]));
    const page = data?.[field] as Connection;
    all.push(...page.edges.map(({ node }) => node));
    if (!page.pageInfo.hasNextPage) return all;
    after = page.pageInfo.endCursor;
  }
}

interface Connection {
  readonly edges: readonly { readonly node: Record<string, unknown> }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Ids that an answer's manifest names, without those that the question stated. */
export function namedIn({ extensions }: SourceAnswer): readonly string[] {
  const groups = extensions?.manifest.disclosed ?? [];
  return groups.flatMap(({ asked, ids }) => (asked ? [] : ids)).sort();
}

const labels = new Map<SourceName, AccessMap>();

/** Whether a filter, or a facet, is by a datum of a `personal` category: found by itself in the policy. */
export function isPersonal(policy: Policy, list: CountedList, filter: unknown, facet?: string): boolean {
  const { source, filter: input } = list;
  const access = labels.get(source) ?? readAccess(readSourceSdl(source));
  labels.set(source, access);
  const isOf = (coordinate: string) => policy.categories[access.of(coordinate)?.category ?? '']?.personal === true;
  if (facet !== undefined) return isOf(`${input.replace('Filter', 'FacetField')}.${facet}`);
  if (typeof filter !== 'object' || filter === null) return false;
  if (Array.isArray(filter)) return filter.some((each) => isPersonal(policy, list, each));
  return Object.entries(filter).some(([name, value]) =>
    ['and', 'or', 'not'].includes(name) ? isPersonal(policy, list, value) : isOf(`${input}.${name}`),
  );
}
