// The planner's own thread. CommonJS on purpose: it runs unchanged from the sources under Jest and beside dist/.
const { createRequire } = require('node:module');
const { parentPort, workerData } = require('node:worker_threads');
const { QueryPlanner } = require('@apollo/query-planner');
const { parse } = require('graphql');

// Why through the planner: plan and schema must be of one copy of federation-internals, whichever npm gave it.
const { operationFromDocument, Supergraph } = createRequire(require.resolve('@apollo/query-planner'))(
  '@apollo/federation-internals',
);

const supergraph = Supergraph.build(workerData.supergraphSdl);
const apiSchema = supergraph.apiSchema();
const planner = new QueryPlanner(supergraph, {});

parentPort.on('message', ({ id, text }) => {
  try {
    const operation = operationFromDocument(apiSchema, parse(text, { noLocation: true }));
    parentPort.postMessage({ id, plan: planner.buildQueryPlan(operation) });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error?.message ?? error).slice(0, 200) });
  }
});
