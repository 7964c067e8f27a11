import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, parse, print } from 'graphql';
import { compare, filteredRoots, namedBy } from '../../e2e/recorder/compare.js';
import { AnotherAnswer } from '../../e2e/recorder/expect.js';
import { readDatabase } from '../../e2e/recorder/knowledge.js';
import { withKeys } from '../../e2e/recorder/withKeys.js';
import type { Asked } from '../answers.js';
import { type ViewerName, viewers } from '../viewers.js';
import type { World } from '../world.js';

/** What the recorder found. */
export interface Naming {
  /** Readings that were compared, and those that were not the same when asked again: of the log, which grows, for one. */
  readonly compared: number;
  readonly passedOver: number;
  /** Readings whose entry does not name what the answer told of, or names somebody else. */
  readonly differences: readonly string[];
}

/**
 * Compares whom each answer told of, if only that they are there, with whom its entry names: by asking again with the keys of every
 * row. Asked last, since it leaves entries in the log.
 */
export async function compareNaming(world: World, all: readonly Asked[]): Promise<Naming> {
  const knowledge = await readDatabase(world.deployment);
  const schemas = new Map<ViewerName, GraphQLSchema>();
  const differences: string[] = [];
  let [compared, passedOver] = [0, 0];
  for (const { operation, viewer, readings } of all) {
    const schema = schemas.get(viewer) ?? (await schemaOf(world, viewer));
    schemas.set(viewer, schema);
    const document = parse(operation.query);
    for (const { data, disclosed, variables } of readings) {
      const filtered = filteredRoots(document, variables);
      const ask = async (more: number): Promise<unknown> =>
        (await world.deployment.ask(viewers[viewer], print(withKeys(document, schema, more)), variables)).body.data;
      const same = await ask(0);
      const more = filtered.size > 0 && operation.query.includes('hasNextPage') ? await ask(1) : same;
      const asked = `${operation.query} ${JSON.stringify(variables)}`;
      try {
        if (!same) throw new AnotherAnswer('refused');
        const found = compare(knowledge, { answer: data, asked }, { same, more, filtered }, namedBy(disclosed));
        compared += 1;
        const { missing, strangers } = found;
        if (missing.length + strangers.length > 0)
          differences.push(`${operation.name}, ${viewer}: ${JSON.stringify({ missing, strangers })}`);
      } catch (error) {
        if (!(error instanceof AnotherAnswer)) throw error;
        passedOver += 1;
      }
    }
  }
  return { compared, passedOver, differences };
}

async function schemaOf(world: World, viewer: ViewerName): Promise<GraphQLSchema> {
  const { body } = await world.deployment.ask(viewers[viewer], getIntrospectionQuery());
  return buildClientSchema(body.data);
}
