/*
 * What asking sources and shaping the answer costs, alone: CPU of the engine's `execute` and `shape`, microseconds, for
 * answers that sources give as bytes (sliced) and as objects (walked). Several builds take turns, each in a process of its own.
 * With `--reports` sources report what they withheld, a value in three; with `--cells` they are asked of which objects, too.
 * Usage: node bench/execute.mjs [--dist FOLDER]... [--only Q1,Q4] [--rounds 5] [--seconds 4] [--reports [--cells]]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { coldQuery, operations } from './graph/operations.mjs';
import { reporter } from './graph/reports.mjs';
import { composePlain } from './graph/sdl.mjs';
import { graph } from './graph/sources.mjs';
import { distFolder, product } from './product.mjs';

const { values } = parseArgs({
  options: {
    dist: { type: 'string', multiple: true, default: [distFolder()] },
    only: { type: 'string', default: 'Q1,Q2,Q3,Q4' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    reports: { type: 'boolean', default: false },
    cells: { type: 'boolean', default: false },
  },
});
const transports = ['bytes', 'objects'];

/** Least of the rounds: other work on the machine makes a round dearer, nothing makes one cheaper. */
async function compareBuilds() {
  const least = new Map();
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const dist of values.dist) {
      const env = { ...process.env, BENCH_DIST: resolve(dist), BENCH_CHILD: '1' };
      const child = fork(fileURLToPath(import.meta.url), process.argv.slice(2), { env });
      const ended = once(child, 'exit').then(() => {
        throw new Error(`${dist} could not be measured`);
      });
      for (const [name, micros] of (await Promise.race([once(child, 'message'), ended]))[0]) {
        const key = `${name}  ${dist}`;
        least.set(key, Math.min(micros, least.get(key) ?? Number.POSITIVE_INFINITY));
      }
    }
  }
  for (const [name, micros] of [...least].sort()) console.log(`${micros.toFixed(1).padStart(9)} us  ${name}`);
}

/** Measures one build: [operation and transport, microseconds]. */
async function measureBuild() {
  const { createEngine } = await product('gateway/execution/index.js');
  const supergraphSdl = await composePlain(graph, (name) => `http://${name}.invalid`);
  const { apiSchema, planOf, parse } = readSupergraph(supergraphSdl);
  const found = [];
  for (const operation of operations.filter(({ id }) => values.only.split(',').includes(id))) {
    for (const transport of transports) {
      const engine = createEngine({
        ...{
          supergraphSdl,
          apiSchema,
          policyVersion: 'none',
          foreign: () => (values.reports ? null : { originator: null }),
          sourceTimeoutMs: 5000,
        },
        clientOf: memoryClients(transport, values.reports ? await reporter(values.cells) : (answer) => answer),
        onFailure: (source, failure) => console.error(source, failure.message),
      });
      const compiled = (query, variables) => {
        const document = parse(query);
        const plan = planOf(document);
        return engine.compile({
          document,
          operation: operationOf(document),
          variables,
          pruned: [],
          plan,
          admitted: document,
        });
      };
      const { strategy, micros } = await costOf(operation, compiled);
      found.push([`${operation.id} ${transport}, ${strategy}`, micros]);
      await engine.close();
    }
  }
  return found;
}

/** The product's own copies of graphql and of the planner: schemas of another copy would not do. */
function readSupergraph(supergraphSdl) {
  const own = createRequire(join(distFolder(), 'any.js'));
  const { QueryPlanner } = own('@apollo/query-planner');
  const internals = createRequire(own.resolve('@apollo/query-planner'))('@apollo/federation-internals');
  const supergraph = internals.Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph, {});
  return {
    parse: own('graphql').parse,
    apiSchema: supergraph.apiSchema().toGraphQLJSSchema(),
    planOf: (document) => planner.buildQueryPlan(internals.operationFromDocument(supergraph.schema, document)),
  };
}

const operationOf = (document) => document.definitions[0];

/** Sources that execute a request once, and give it from memory then: bytes, or objects of their own each time. */
function memoryClients(transport, report) {
  const own = createRequire(join(distFolder(), 'any.js'));
  const { graphql, parse } = own('graphql');
  const { buildSubgraphSchema } = own('@apollo/subgraph');
  return (name) => {
    const schema = buildSubgraphSchema({ typeDefs: parse(graph.plainSdl(name)), resolvers: graph.resolvers[name] });
    const known = new Map();
    const execute = async ({ query, variables, body }) => {
      const key = body ?? JSON.stringify({ query, variables });
      if (!known.has(key)) {
        const asked = JSON.parse(key);
        const answer = await graphql({ schema, source: asked.query, variableValues: asked.variables });
        known.set(key, JSON.stringify(report(answer, name)));
      }
      return transport === 'bytes' ? { bytes: Buffer.from(known.get(key)), status: 200 } : JSON.parse(known.get(key));
    };
    return { transport, execute, close: async () => undefined };
  };
}

async function costOf({ query, variants, cold }, compiled) {
  const request = {
    facts: { viewer: { subject: 'bench' } },
    requestId: 'bench',
    policyVersion: 'none',
    intent: 'READ',
    ...(values.cells ? { withheldDetail: 'cells' } : {}),
  };
  // Why both: an older build reads the members, without `request`.
  const session = { request, ...request };
  const signal = new AbortController().signal;
  // Why compiled before: a document that comes once is compiled once, and that is not what is asked here.
  const many = Array.from({ length: cold ? 400 : 1 }, (_, serial) =>
    compiled(cold ? coldQuery(serial) : query, variants[0]),
  );
  let at = 0;
  let strategy;
  const once = async () => {
    const one = many[at % many.length];
    at += 1;
    const collected = await one.execute({ variables: variants[at % 10], session, sources: [], signal });
    const { release } = one.shape(collected, {});
    release?.();
    if (collected.errors.length > 0) throw collected.errors[0];
    strategy = collected.strategy;
  };
  const micros = await microsADo(once, cold ? many.length : Number.POSITIVE_INFINITY);
  return { strategy, micros };
}

/** CPU of the process a call, when it is warm; `most`: calls after which there is nothing new. */
async function microsADo(once, most) {
  const until = performance.now() + Number(values.seconds) * 500;
  if (Number.isFinite(most)) for (let done = 0; done < most / 2; done += 1) await once();
  else while (performance.now() < until) await once();
  const end = performance.now() + Number(values.seconds) * 500;
  const from = process.cpuUsage();
  let calls = 0;
  while (calls < most / 2 && (calls < 20 || performance.now() < end)) {
    await once();
    calls += 1;
  }
  const { user, system } = process.cpuUsage(from);
  return (user + system) / calls;
}

if (process.env.BENCH_CHILD) {
  process.send(await measureBuild(), () => process.disconnect());
} else await compareBuilds();
