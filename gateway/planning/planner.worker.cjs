// The planner's own thread. CommonJS on purpose: it runs unchanged from the sources under Jest and beside dist/.
const { readlinkSync } = require('node:fs');
const { createRequire } = require('node:module');
const { parentPort, workerData } = require('node:worker_threads');
const { QueryPlanner } = require('@apollo/query-planner');
const { parse } = require('graphql');

// Why through the planner: plan and schema must be of one copy of federation-internals, whichever npm gave it.
const { operationFromDocument, Supergraph } = createRequire(require.resolve('@apollo/query-planner'))(
  '@apollo/federation-internals',
);

// Why not validated: Apollo's gateway refuses what is no supergraph, on the other thread.
const supergraph = Supergraph.build(workerData.supergraphSdl, { validateSupergraph: false });
const apiSchema = supergraph.apiSchema();
const planner = new QueryPlanner(supergraph, {});

parentPort.on('message', ({ text }) => {
  let operation;
  try {
    operation = operationFromDocument(apiSchema, parse(text, { noLocation: true }));
    parentPort.postMessage({ plan: planner.buildQueryPlan(operation) });
  } catch (error) {
    parentPort.postMessage({ error: String(error?.message ?? error).slice(0, 200), isRead: operation !== undefined });
  }
});

parentPort.postMessage({ thread: ownThread() });

/** `PID/task/TID` on Linux, by which the processor time of this thread is told; else null. */
function ownThread() {
  try {
    return readlinkSync('/proc/thread-self');
  } catch {
    return null;
  }
}
