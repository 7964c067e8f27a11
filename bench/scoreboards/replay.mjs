import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { complaintIn, freePort, startProcess } from '../contenders/start.mjs';
import { bodyOf, operations } from '../graph/operations.mjs';
import { composeLabelled, composePlain } from '../graph/sdl.mjs';
import { graph } from '../graph/sources.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Waits until a process has printed a line that begins so; its rest. */
export async function printed(child, word, seconds = 60) {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    // Why asked first: a process may print and end between two looks.
    const ended = child.hasEnded();
    const line = readFileSync(child.logFile, 'utf8')
      .split('\n')
      .find((each) => each.startsWith(word));
    if (line !== undefined) return line.slice(word.length).trim();
    if (ended || Date.now() > until) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${basename(child.logFile)}: ${complaintIn(child.logFile)}`);
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
  await printed(child, 'ready');
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
    plainSupergraph: file('supergraph.graphql', await composePlain(graph, (name) => sources[name])),
    labelledSupergraph: file('supergraph-labelled.graphql', await composeLabelled(graph)),
    floorAnswers: file('floor.json', JSON.stringify(Object.fromEntries(answers))),
  };
}

/** Starts PostgreSQL for the audit log: its postmaster's process id, and what a commit takes. */
export async function startDatabase(run) {
  const child = startProcess({
    core: 1,
    args: [here('../database.mjs'), run.data],
    work: run.work,
    name: 'database',
    run,
  });
  const [pid, commitMs] = (await printed(child, 'ready')).split(' ').map(Number);
  return { pid, commitMs, stop: child.stop };
}
