import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { warmRule } from './measure/warmRule.mjs';

/** Folder of the Node.js binaries that `--nodes` installs. */
export const newerNodes = fileURLToPath(new URL('peers/nodes/node_modules', import.meta.url));

const help = `Usage: npm run bench -- [options]

  --quick               about ten minutes: main contenders, short and few runs (figures are noisy)
  --only Q1,Q3          operations of scoreboard (a)
  --contenders a,b      guarded permissive policy guarded-4 policy-4 apollo hive-rust mercurius floor postgraphile; by name
                        alone also hive-js grafbase monolith guarded-metrics guarded-traces-1 guarded-traces
  --scoreboards a,b,d,e a: gateway alone, and the cost of each guard; b: whole system over PostgreSQL; d: the public
                        gateway benchmark; e: an outcome of 10,000 subjects
  --concurrency 1,16    connections (default: 16 and 64, and 1 for Q1 to Q3)
  --pairs N             runs of each contender, in turn
  --seconds N           length of a run
  --warmup N            seconds of load before a stretch counts (default: 20) ...
  --warmup-requests N   ... or requests (default: 10000), whichever comes first; less of both is for short tries
  --rows N,N            rows a source in scoreboard (b), one run each (default: 100000)
  --nodes this,24,26    Node.js of the contenders, all of it once on each: this one, a version of bench/peers/nodes, a path
  --node-flags FLAGS    V8 flags of all of them alike (default: --max-semi-space-size=64)
  --dist FOLDER         another build of Portcullis (default: dist)
  --load wrk|node       load generator (default: wrk where it is installed)
  --out FOLDER          where RESULTS.md, results.svg and results.json go (default: bench/ for a complete run)
  --add                 keep what runs on another Node.js, by the same options, have written there
  --from FILE           draw RESULTS.md and results.svg again from a results.json, beside it
  --strict              refuse to run while other work uses over 5 % of the machine (default: wait a while, then flag)
  --help

A complete run takes an hour on a quiet machine of two cores, for each Node.js. PostGraphile needs Node.js 22 or newer.`;

const full = {
  operations: ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6'],
  contenders: [
    'guarded',
    'apollo',
    'permissive',
    'hive-rust',
    'policy',
    'guarded-4',
    'policy-4',
    'mercurius',
    'floor',
    'postgraphile',
  ],
  scoreboards: ['a', 'b', 'd', 'e'],
  concurrencies: [1, 16, 64],
  pairs: 3,
  seconds: 4,
  ...warmRule,
  rows: [100_000],
};

/** Who takes part only when named. */
const named = ['hive-js', 'grafbase', 'monolith', 'guarded-metrics', 'guarded-traces-1', 'guarded-traces'];

const quick = {
  ...full,
  contenders: ['guarded', 'apollo', 'permissive', 'hive-rust', 'policy', 'mercurius', 'postgraphile'],
  concurrencies: [16],
  pairs: 2,
  seconds: 1,
  warmup: 2,
  rows: [10_000],
};

/**
 * What a run is to do.
 *
 * @throws Error in one line where an option is not known or does not do
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      ...Object.fromEntries(
        [
          'only',
          'contenders',
          'scoreboards',
          'concurrency',
          'pairs',
          'seconds',
          'warmup',
          'warmup-requests',
          'rows',
          'nodes',
          'node-flags',
          'dist',
          'load',
          'out',
          'from',
        ].map((name) => [name, { type: 'string' }]),
      ),
      ...Object.fromEntries(
        ['quick', 'strict', 'add', 'help'].map((name) => [name, { type: 'boolean', default: false }]),
      ),
    },
  });
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const base = values.quick ? quick : full;
  const narrowed = [
    'only',
    'contenders',
    'scoreboards',
    'concurrency',
    'pairs',
    'seconds',
    'warmup',
    'warmup-requests',
    'rows',
  ].some((name) => values[name]);
  return {
    quick: values.quick,
    complete: !values.quick && !narrowed,
    operations: listOf(values.only, full.operations) ?? base.operations,
    contenders: listOf(values.contenders, [...full.contenders, ...named]) ?? base.contenders,
    scoreboards: listOf(values.scoreboards, full.scoreboards) ?? base.scoreboards,
    concurrencies: counts('concurrency', values.concurrency) ?? base.concurrencies,
    pairs: count('pairs', values.pairs, base.pairs),
    seconds: count('seconds', values.seconds, base.seconds),
    warmup: count('warmup', values.warmup, base.warmup),
    warmupRequests: count('warmup-requests', values['warmup-requests'], base.warmupRequests),
    rows: counts('rows', values.rows) ?? base.rows,
    nodes: (values.nodes ?? 'this').split(',').map(nodeBinary),
    nodeFlags: (values['node-flags'] ?? '--max-semi-space-size=64').split(' ').filter(Boolean),
    dist: values.dist,
    load: values.load,
    out: values.out,
    from: values.from,
    add: values.add,
    strict: values.strict,
  };
}

function listOf(text, known) {
  if (text === undefined) return undefined;
  const chosen = text.split(',').filter(Boolean);
  const wrong = chosen.find((each) => !known.includes(each));
  if (wrong) throw new Error(`${wrong} is none of ${known.join(', ')}`);
  return known.filter((each) => chosen.includes(each));
}

const counts = (name, text) => text?.split(',').map((each) => count(name, each));

function nodeBinary(name) {
  if (name === 'this') return process.execPath;
  return /^\d+$/.test(name) ? join(newerNodes, `node-${name}-${process.arch}/bin/node`) : resolve(name);
}

function count(name, text, fallback) {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} ${text}: a whole number of 1 or more`);
  return value;
}
