import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contenders } from '../contenders/list.mjs';
import { freePort, startProcess } from '../contenders/start.mjs';
import { whole } from '../contenders/whole.mjs';
import { bodyOf } from '../graph/operations.mjs';
import { root } from '../product.mjs';
import { composeSystem, systemOperation, systemSdl, systemSources } from '../system/operation.mjs';
import { untilReady } from './replay.mjs';
import { startAll, takeTurns } from './turns.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const peers = ['apollo', 'hive-js', 'hive-rust', 'mercurius', 'grafbase'];

/**
 * Scoreboard (b), the whole system over PostgreSQL: everyone guarded, everyone's processes on one core, PostgreSQL and
 * the load on the other. Peers that federate have their gateway and a process a source; all of them count.
 *
 * @returns {Promise<SystemScoreboard>}
 * @typedef {import('./turns.mjs').Scoreboard & { loadedRows: number }} SystemScoreboard
 */
export async function systemScoreboard(run) {
  const urlsFile = await loadRows(run);
  const excluded = [];
  const started = [];
  try {
    const sources = await startSources(run, urlsFile, started);
    const context = { ...(await writeSystem(run, sources)), urlsFile };
    const sourcePids = started.map(({ pid }) => pid);
    const taking = [
      ...whole.filter(({ id }) => id === 'house' || run.contenders.includes(id)),
      ...contenders.filter(({ id }) => peers.includes(id) && run.contenders.includes(id)),
    ];
    const operation = systemOperation;
    const running = (await startAll(taking, { operation, context, excluded, run })).map((each) => ({
      ...each,
      pids: whole.includes(each.contender) ? [each.pid] : [each.pid, ...sourcePids],
    }));
    started.push(...running);
    const rightOf = () => rightAs(running[0]);
    const rows = await takeTurns({ operation, running, rightOf, excluded, run, least: 3 });
    return { rows, excluded, loadedRows: run.rows };
  } finally {
    // Why one after the other: each ends cleanly before what it stands on.
    for (const { stop } of started.reverse()) await stop();
  }
}

async function loadRows(run) {
  const urlsFile = join(run.work, 'databases.json');
  run.say(`making ${run.rows} rows a source, unless they are there`);
  const args = [here('../system/load.mjs'), run.data, String(run.rows), urlsFile];
  await untilReady(startProcess({ core: 1, args, work: run.work, name: 'load', run }), run, 3600);
  return urlsFile;
}

async function startSources(run, urlsFile, started) {
  const sources = {};
  for (const name of systemSources) {
    const port = await freePort();
    const args = [here('../system/subgraph.mjs'), name, String(port), urlsFile];
    const child = startProcess({ core: 0, args, work: run.work, name: `source-${name}`, run });
    started.push(child);
    await untilReady(child, run);
    sources[name] = `http://127.0.0.1:${port}/graphql`;
  }
  return sources;
}

async function writeSystem(run, sources) {
  const plainSupergraph = join(run.work, 'system.graphql');
  writeFileSync(plainSupergraph, await composeSystem(sources));
  const sdlOf = systemSdl;
  return { sources, plainSupergraph, work: run.work, data: run.data, sdlOf, v1: join(root, 'bench/system/v1') };
}

/** What is right: what the first one answers. */
async function rightAs(running) {
  const { consignments } = await answerOf(running);
  return () => (_, index) => ({
    consignments: { edges: consignments.edges.slice(0, systemOperation.variants[index].first) },
  });
}

/** One answer to the largest question, whole and without errors. */
async function answerOf(running) {
  const response = await fetch(running.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...running.headersOf(systemOperation.viewer) },
    body: bodyOf(systemOperation),
  });
  const { data, errors } = await response.json();
  const edges = data?.consignments?.edges ?? [];
  const whole = edges.length === 100 && edges.every(({ node }) => node?.mrn && node.seizures?.edges.length === 2);
  if (errors || !whole)
    throw new Error(
      `scoreboard b: ${running.contender.label} gives no whole answer: ${JSON.stringify(errors ?? edges[0])?.slice(0, 300)}`,
    );
  return data;
}
