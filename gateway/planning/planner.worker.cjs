// The planner's thread. CommonJS, so that it runs unchanged from the sources under Jest and beside dist/.
const { readlinkSync } = require('node:fs');
const { createRequire } = require('node:module');
const { parentPort, workerData } = require('node:worker_threads');
const { QueryPlanner } = require('@apollo/query-planner');
const { parse } = require('graphql');

// Resolved from the planner: plan and schema must use the same copy of federation-internals.
const { operationFromDocument, Supergraph } = createRequire(require.resolve('@apollo/query-planner'))(
  '@apollo/federation-internals',
);

// Not validated: Apollo's gateway has validated the original, and `separateArguments` leaves external fields unused.
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

/** `PID/task/TID` on Linux, by which the processor time of this thread is read; else null. */
function ownThread() {
  try {
    return readlinkSync('/proc/thread-self');
  } catch {
    return null;
  }
}
