import { buildSchema, execute, parse } from 'graphql';
import { guardSchema, loadDecider } from '../replay/guarded.mjs';
import { monolithResolvers } from './resolvers.mjs';
import { labelledSdl, monolithSdl, sourceNames } from './sdl.mjs';

/**
 * What the right answers are, computed by graphql-js over one schema without any gateway.
 *
 * @returns {Promise<{ plain: Answer, guarded: Answer }>}
 * @typedef {(operation: import('./operations.mjs').Operation, index?: number) => unknown} Answer `data` for a variant
 */
export async function createExpected() {
  const plain = monolith();
  const guarded = await guardedMonolith();
  return {
    plain: (operation, index) => dataOf(plain, operation, index),
    guarded: (operation, index) => dataOf(guarded, operation, index),
  };
}

const monolith = () => withResolvers(buildSchema(monolithSdl()), monolithResolvers);

function withResolvers(schema, resolvers) {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    for (const [name, resolve] of Object.entries(fields)) {
      if (name !== '__resolveReference') schema.getType(typeName).getFields()[name].resolve = resolve;
    }
  }
  return schema;
}

/** The right answers over sources whose resolvers give whole records. @returns {Answer} */
export function executeMonolith(graph) {
  const schema = buildSchema(monolithSdl(graph));
  for (const resolvers of Object.values(graph.resolvers)) withResolvers(schema, resolvers);
  return (operation, index) => dataOf(schema, operation, index);
}

async function guardedMonolith() {
  const decider = await loadDecider();
  const maps = sourceNames.map((name) => decider.readAccess(parse(labelledSdl(name))));
  const categoryOf = (coordinate) => maps.map((map) => map.of(coordinate)?.category).find(Boolean);
  return guardSchema(monolith(), categoryOf, new Set(['Consignment', 'Person', 'Seizure', 'Incident']), decider);
}

function dataOf(schema, { query, variants, viewer, failing }, index = 0) {
  const { data } = execute({
    schema,
    document: parse(query),
    variableValues: variants[index],
    contextValue: { viewer },
  });
  const plain = JSON.parse(JSON.stringify(data));
  return failing ? withoutSeizures(plain) : plain;
}

/** What is left where the seizures source gives nothing. */
function withoutSeizures(data) {
  const consignments = data.person.consignments.map((consignment) => ({ ...consignment, seizures: null }));
  return { ...data, person: { ...data.person, consignments } };
}
