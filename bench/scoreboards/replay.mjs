import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { comesUp, freePort, startProcess } from '../contenders/start.mjs';
import { bodyOf, operations } from '../graph/operations.mjs';
import { composeLabelled, composePlain } from '../graph/sdl.mjs';
import { graph } from '../graph/sources.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Waits until a process has printed `ready`. @param {number} [most] seconds that it may take */
export function untilReady(child, run, most) {
  const look = async () => readFileSync(child.logFile, 'utf8').split('\n').includes('ready') || undefined;
  return comesUp(child, look, run, most);
}

/** The sources of a folder's `sources.mjs`, in one process that serves bytes from memory, on the core that is not the gateway's. */
export async function startReplay(run, folder = 'graph') {
  const { sourceNames } = (await import(`../${folder}/sources.mjs`)).graph;
  const ports = [];
  for (const _ of sourceNames) ports.push(await freePort());
  const child = startProcess({
    core: 1,
    args: [here('../replay/server.mjs'), folder, ports.join(',')],
    work: run.work,
    name: 'replay',
    run,
  });
  await untilReady(child, run);
  const sources = Object.fromEntries(
    sourceNames.map((name, index) => [name, `http://127.0.0.1:${ports[index]}/graphql`]),
  );
  return { sources, stop: child.stop, pid: child.pid };
}

/** Writes a file into the work folder; its path. */
export function writeText(run, name, text) {
  writeFileSync(join(run.work, name), text);
  return join(run.work, name);
}

/** Files that contenders read: the supergraph with and without labels, and the floor's answers. */
export async function writeGraph(run, sources, expected) {
  const file = (name, text) => writeText(run, name, text);
  const answers = operations
    .filter(({ cold, failing }) => !cold && !failing)
    .flatMap((operation) =>
      operation.variants.map((_, index) => [
        bodyOf(operation, index),
        JSON.stringify({ data: expected.plain(operation, index) }),
      ]),
    );
  return {
    sources,
    work: run.work,
    data: run.data,
    databaseUrl: run.databaseUrl,
    plainSupergraph: file('supergraph.graphql', await composePlain(graph, (name) => sources[name])),
    labelledSupergraph: file('supergraph-labelled.graphql', await composeLabelled(graph)),
    floorAnswers: file('floor.json', JSON.stringify(Object.fromEntries(answers))),
  };
}

/** Starts PostgreSQL for the audit log: its postmaster's process id, its owner's connection string, and what a commit takes. */
export async function startDatabase(run) {
  const file = join(run.work, 'database.json');
  const args = [here('../database.mjs'), run.data, file];
  const child = startProcess({ core: 1, args, work: run.work, name: 'database', run });
  await untilReady(child, run);
  return { ...JSON.parse(readFileSync(file, 'utf8')), stop: child.stop };
}
