import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contenders, whyNot } from '../contenders/list.mjs';
import { freePort, startContender, startProcess } from '../contenders/start.mjs';
import { whole } from '../contenders/whole.mjs';
import { bodyOf } from '../graph/operations.mjs';
import { root } from '../product.mjs';
import { composeSystem, systemOperation, systemSdl, systemSources } from '../system/operation.mjs';
import { measureStretch, whyWrong } from './measure.mjs';
import { printed } from './replay.mjs';
import { warmUp } from './warmUp.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const peers = ['apollo', 'hive-js', 'hive-rust', 'mercurius', 'grafbase'];

/**
 * Scoreboard (b), the whole system over PostgreSQL: everyone guarded, everyone's processes on one core, PostgreSQL and
 * the load on the other. Peers that federate have their gateway and a process a source; all of them count.
 *
 * @returns {Promise<SystemScoreboard>}
 * @typedef {import('./gateway.mjs').Scoreboard & { loadedRows: number }} SystemScoreboard
 */
export async function systemScoreboard(run) {
  const urlsFile = await loadRows(run);
  const excluded = [];
  const started = [];
  try {
    const sources = await startSources(run, urlsFile, started);
    const context = { ...(await writeSystem(run, sources)), urlsFile };
    const sourcePids = started.map(({ pid }) => pid);
    const running = [];
    for (const contender of [
      ...whole.filter(({ id }) => id === 'house' || run.contenders.includes(id)),
      ...contenders.filter(({ id }) => peers.includes(id) && run.contenders.includes(id)),
    ]) {
      try {
        const missing = whyNot(contender, run);
        if (missing) throw new Error(missing);
        const each = await startContender(contender, context, run);
        started.push(each);
        running.push({ ...each, pids: whole.includes(contender) ? [each.pid] : [each.pid, ...sourcePids] });
      } catch (error) {
        run.say(`${contender.label} does not take part: ${error.message}`);
        excluded.push({ operation: systemOperation.id, contender: contender.id, reason: error.message });
      }
    }
    return { rows: await measureAll(running, excluded, run), excluded, loadedRows: run.rows };
  } finally {
    // Why one after the other: each ends cleanly before what it stands on.
    for (const { stop } of started.reverse()) await stop();
  }
}

async function loadRows(run) {
  const urlsFile = join(run.work, 'databases.json');
  run.say(`making ${run.rows} rows a source, unless they are there`);
  const args = [here('../system/load.mjs'), run.data, String(run.rows), urlsFile];
  await printed(startProcess({ core: 1, args, work: run.work, name: 'load', run }), 'ready', 3600);
  return urlsFile;
}

async function startSources(run, urlsFile, started) {
  const sources = {};
  for (const name of systemSources) {
    const port = await freePort();
    const args = [here('../system/subgraph.mjs'), name, String(port), urlsFile];
    const child = startProcess({ core: 0, args, work: run.work, name: `source-${name}`, run });
    started.push(child);
    await printed(child, 'ready');
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

const operationOf = ({ contender }) => contender.operation ?? systemOperation;

async function measureAll(running, excluded, run) {
  const whole = await answerOf(running[0]);
  const right = (_, index) => ({
    consignments: { edges: whole.consignments.edges.slice(0, systemOperation.variants[index].first) },
  });
  const taking = [];
  for (const each of running) {
    const reason = await whyWrong(each, operationOf(each), right);
    if (reason) {
      run.say(`${systemOperation.id} ${each.contender.label}: not timed, ${reason}`);
      excluded.push({ operation: systemOperation.id, contender: each.contender.id, reason });
    } else taking.push(each);
  }
  const stretch = (each, concurrency, seconds) =>
    measureStretch({ running: each, operation: operationOf(each), concurrency, seconds: Math.max(3, seconds), run });
  for (const running of taking) await warmUp({ running, operation: operationOf(running), run });
  const rows = [];
  for (const concurrency of run.concurrencies) {
    const row = new Map(taking.map(({ contender }) => [contender.id, []]));
    for (let pair = 0; pair < run.pairs; pair++) {
      for (const each of taking) row.get(each.contender.id).push(await stretch(each, concurrency, run.seconds));
    }
    for (const [contender, runs] of row) rows.push({ operation: systemOperation.id, contender, concurrency, runs });
    run.sayRow(systemOperation, concurrency, row);
  }
  return rows;
}

/** What everybody must answer: what the first one does, whole and without errors. */
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
