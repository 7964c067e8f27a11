import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainSdl } from '../graph/sdl.mjs';
import { nodeVersion } from '../machine.mjs';

/**
 * One who takes part.
 *
 * @typedef {object} Contender
 * @property {string} id
 * @property {string} label
 * @property {'ours' | 'peer' | 'reference'} kind
 * @property {string} version as pinned by the lock file
 * @property {boolean} [isGuarded] whether its policy withholds
 * @property {boolean} [worksBehind] whether it goes on working for answers that were sent
 * @property {number} [processes] that share the load, where they are several
 * @property {string[]} needs files without which it cannot run
 * @property {readonly string[]} [operations] the only ones it can answer
 * @property {number} [leastNode] major version of Node.js below which it does not run
 * @property {import('../graph/operations.mjs').Operation} [operation] what it is asked instead, in words of its own
 * @property {(context: Context) => { file?: string, args: string[], env?: object, tokensFile?: string }} command
 *   `file` absent: the Node.js of the run
 *
 * @typedef {object} Context
 * @property {number} port
 * @property {string} work folder for what it needs to read
 * @property {Record<string, string>} sources URL by name
 * @property {string} plainSupergraph
 * @property {string} labelledSupergraph
 * @property {string} floorAnswers
 * @property {string} data data directory of PostgreSQL
 * @property {string} databaseUrl its owner's connection string
 * @property {(name: string) => string} [sdlOf] SDL of a source
 * @property {string} [v1] folder of Federation 1 SDL
 * @property {string} [urlsFile] of databases, by source
 * @property {string} [authorizations] file of what requests state, one a line, where each has its own; it is handed on to sources
 */

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const modules = here('../node_modules');
const grafbase = join(modules, '@grafbase/cli-x86_64-unknown-linux-musl/grafbase');
const mercurius = here('../peers/mercurius/node_modules');

/** Version of an installed package. */
export const versionOf = (folder) => {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : 'not installed';
};

const ours = (id, mode, label, { workers, watched, ...more } = {}) => ({
  id,
  label,
  kind: 'ours',
  isGuarded: mode !== 'permissive',
  worksBehind: mode === 'guarded',
  ...(workers ? { processes: workers } : {}),
  ...more,
  version: versionOf(here('../..')),
  needs: [],
  command: (context) => {
    const tokensFile = join(context.work, `${id}-${context.port}-tokens.json`);
    const file = join(context.work, `${id}-${context.port}.json`);
    const authorizations = context.authorizations && `${tokensFile}.lines`;
    // Why another log each time: what an earlier run wrote is not this one's to read and check.
    const logId = `${id}-${Date.now().toString(36)}`;
    writeFileSync(file, JSON.stringify({ ...context, mode, workers, watched, logId, tokensFile, authorizations }));
    return { args: [here('portcullis.mjs'), file], tokensFile, authorizations };
  },
});

const fourWorkers = { workers: 4, operations: ['Q1'] };

const hive = (id, label, flags, operations) => ({
  id,
  label,
  kind: 'peer',
  version: `${versionOf(join(modules, '@graphql-hive/gateway'))}${
    flags.length > 0 ? `, router-runtime ${versionOf(join(modules, '@graphql-hive/router-runtime'))}` : ''
  }`,
  needs: [join(modules, '@graphql-hive/gateway')],
  ...(operations ? { operations } : {}),
  command: ({ port, plainSupergraph, authorizations }) => ({
    args: [
      join(modules, '@graphql-hive/gateway/dist/bin.js'),
      'supergraph',
      plainSupergraph,
      ...flags,
      ...['--host', '127.0.0.1', '--port', String(port), '--config-path', here('hive.config.mjs')],
    ],
    env: { LOG_LEVEL: 'error', ...(authorizations ? { BENCH_HANDS_ON: 'authorization' } : {}) },
  }),
});

/** @type {readonly Contender[]} */
export const contenders = [
  ours('guarded', 'guarded', 'Portcullis, all guards on'),
  ours('permissive', 'permissive', 'Portcullis, permissive, no log'),
  ours('policy', 'policy', 'Portcullis, policy, no log'),
  ours('guarded-4', 'guarded', 'Portcullis, all guards on, four workers', fourWorkers),
  ours('policy-4', 'policy', 'Portcullis, policy, no log, four workers', fourWorkers),
  ours('guarded-metrics', 'guarded', 'Portcullis, all guards on, metrics', { watched: { metrics: true } }),
  ours('guarded-traces-1', 'guarded', 'Portcullis, all guards on, traces of 1 %', { watched: { traceRatio: 0.01 } }),
  ours('guarded-traces', 'guarded', 'Portcullis, all guards on, traces of all', { watched: { traceRatio: 1 } }),
  {
    id: 'apollo',
    label: 'Apollo Server + @apollo/gateway',
    kind: 'peer',
    version: `${versionOf(join(modules, '@apollo/server'))} + ${versionOf(join(modules, '@apollo/gateway'))}`,
    needs: [],
    command: ({ port, plainSupergraph, authorizations }) => ({
      args: [here('apollo.mjs'), String(port), plainSupergraph, ...(authorizations ? ['authorization'] : [])],
    }),
  },
  hive('hive-js', 'Hive gateway, JavaScript planner', []),
  hive('hive-rust', 'Hive gateway, Rust planner', ['--hive-router-runtime']),
  {
    id: 'mercurius',
    label: 'Mercurius gateway, jit (Federation 1)',
    kind: 'peer',
    version: `${versionOf(join(mercurius, 'mercurius'))} + gateway ${versionOf(join(mercurius, '@mercuriusjs/gateway'))}, graphql ${versionOf(join(mercurius, 'graphql'))}`,
    needs: [mercurius],
    command: ({ port, work, sources, v1 = here('../graph/v1') }) => {
      const file = join(work, 'mercurius-sources.json');
      writeFileSync(file, JSON.stringify({ sources, folder: v1 }));
      return { args: [here('mercurius.mjs'), String(port), file] };
    },
  },
  {
    id: 'grafbase',
    label: 'Grafbase development server (Rust)',
    kind: 'reference',
    version: versionOf(join(modules, '@grafbase/cli-x86_64-unknown-linux-musl')),
    needs: [grafbase],
    command: ({ port, work, sources, sdlOf = plainSdl }) => {
      const folder = join(work, `grafbase-${port}`);
      mkdirSync(folder, { recursive: true });
      const tables = Object.entries(sources).map(([name, url]) => {
        writeFileSync(join(folder, `${name}.graphql`), sdlOf(name));
        return `[subgraphs.${name}]\nurl = "${url}"\nschema_path = "${join(folder, `${name}.graphql`)}"\n`;
      });
      const file = join(folder, 'grafbase.toml');
      writeFileSync(file, tables.join('\n'));
      return {
        file: grafbase,
        args: ['dev', '--config', file, '--listen-address', `127.0.0.1:${port}`],
        env: { HOME: folder, GRAFBASE_SKIP_UPDATE_CHECK: '1' },
      };
    },
  },
  {
    id: 'monolith',
    label: 'one schema, node:http + graphql-jit',
    kind: 'reference',
    version: versionOf(join(modules, 'graphql-jit')),
    needs: [join(modules, 'graphql-jit')],
    operations: ['Q1', 'Q2', 'Q3', 'Q4', 'Q5'],
    command: ({ port }) => ({ args: [here('monolith.mjs'), String(port)] }),
  },
  {
    id: 'floor',
    label: 'node:http, bytes made before',
    kind: 'reference',
    version: 'Node.js',
    needs: [],
    operations: ['Q1', 'Q2', 'Q3', 'Q5'],
    command: ({ port, floorAnswers }) => ({ args: [here('floor.mjs'), String(port), floorAnswers] }),
  },
];

/** Reason why a contender cannot run here; undefined where it can. */
export function whyNot({ needs, leastNode = 0 }, run) {
  const node = nodeVersion(run.node);
  if (Number(/^v(\d+)/.exec(node)?.[1]) < leastNode)
    return `it needs Node.js ${leastNode} or newer, this is ${node}: see --nodes`;
  const missing = needs.find((path) => !existsSync(path));
  return missing && `${missing.slice(missing.indexOf('bench/'))} is not installed on this platform`;
}
