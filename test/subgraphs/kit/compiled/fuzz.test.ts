import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import type { SourceName } from '../../../../schema/sources.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { directory } from '../../../../subgraphs/directory/index.js';
import { incidents } from '../../../../subgraphs/incidents/index.js';
import { createSubgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import type { SubgraphModule } from '../../../../subgraphs/kit/module.js';
import type { SourceAnswer } from '../../../../subgraphs/kit/serve/execute.js';
import { persons } from '../../../../subgraphs/persons/index.js';
import { seizures } from '../../../../subgraphs/seizures/index.js';
import { unlimited } from '../../../storage/limits/testLimits.js';
import { tries } from '../../../support/runner/tries.js';
import { createRandom, randomOperation } from './randomOperation.js';
import { comparable, miscounted } from './sameAnswer.js';
import { keys, openScene, randomRequest } from './scene.js';
import { waveDatabase } from './waveDatabase.js';

const policy = loadPolicy();
const scene = await openScene(policy);

/** Operations for each source. */
const COUNT = tries(40, 400);

describe('compiled execution that reads what is asked answers as graphql-js over the guarded schema that reads all', () => {
  const modules: readonly SubgraphModule<never>[] = [cargo, persons, seizures, incidents, directory] as never;
  test.each(modules.map((module) => [module.name, module] as const))(
    'random operations on %s',
    async (name, module) => {
      const fuzz = await both(name, module);
      const random = createRandom(20261125);
      const seen = { cells: 0, errors: 0, withheld: 0, disclosed: 0, statements: 0 };
      for (let index = 0; index < COUNT; index += 1) {
        const { errors = [], extensions } = await fuzz.ask(random);
        seen.errors += errors.length;
        seen.cells += extensions?.cells?.filter(({ cells }) => cells).length ?? 0;
        seen.withheld += extensions?.withheld.length ?? 0;
        seen.disclosed += extensions?.manifest.disclosed.length ?? 0;
        seen.statements += extensions?.manifest.statements ?? 0;
      }
      // What was compared was worth it: most of it ran compiled, met rows, and failed or was withheld here and there.
      expect(fuzz.executions.compiled).toBeGreaterThan(COUNT * 0.75);
      const least =
        name === 'directory' ? { withheld: 0, disclosed: 0 } : { withheld: COUNT / 8, disclosed: COUNT / 8 };
      if (name !== 'directory') expect(seen.cells).toBeGreaterThan(0);
      expect(seen.errors).toBeGreaterThan(COUNT / 20);
      expect(seen.statements).toBeGreaterThan(COUNT / 4);
      expect(seen.withheld).toBeGreaterThanOrEqual(least.withheld);
      expect(seen.disclosed).toBeGreaterThanOrEqual(least.disclosed);
    },
    120_000,
  );
});

async function both(name: SourceName, module: SubgraphModule<never>) {
  let failing = (_text: string): boolean => false;
  const database = waveDatabase(scene.database(name), (text) => failing(text));
  const compiled = createSubgraph(module, { policy, database, keys, limits: unlimited });
  const reference = createSubgraph(module, { policy, database, keys, limits: unlimited, execution: 'reference' });
  // Why: a statement that fails before one of the two has read its envelopes would have it read them later than the other.
  await Promise.all([compiled.warm(), reference.warm()]);
  const ask = async (random: () => number): Promise<SourceAnswer> => {
    const { pools } = scene;
    const { query, variables } = randomOperation(compiled.schema, random, {
      pools,
      representations: scene.representations(name),
    });
    const plain = randomRequest(policy, random, name);
    const session = { ...plain, withheldDetail: 'cells' } as const;
    const unlucky = Math.floor(random() * 40);
    failing = (text) => text.length % 40 === unlucky;
    const answers = [
      await compiled.execute({ query, variables, session }),
      await reference.execute({ query, variables, session }),
    ] as const;
    try {
      expect(comparable(answers[0])).toEqual(comparable(answers[1]));
      for (const answer of answers) expect(miscounted(answer) ?? []).toEqual([]);
      // Why not the statements: what the first of several calls read once, a later one need not.
      const { cells: _cells, statements: _, ...without } = { cells: null, statements: 0, ...comparable(answers[0]) };
      expect(comparable(await compiled.execute({ query, variables, session: plain }))).toMatchObject(without);
    } catch (error) {
      console.error(JSON.stringify({ query, variables, session }, null, 1));
      throw error;
    }
    const cursors = JSON.stringify(answers[1].data ?? null).match(/"endCursor":"([^"]+)"/g) ?? [];
    pools.after.push(...cursors.slice(0, 2).map((text) => text.slice(13, -1)));
    return answers[1];
  };
  return { ask, executions: compiled.executions };
}
