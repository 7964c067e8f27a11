import { contenders } from '../contenders/list.mjs';
import { whole } from '../contenders/whole.mjs';
import { operations } from '../graph/operations.mjs';
import { limit } from '../measure/otherLoad.mjs';
import { tooCold } from '../measure/warmRule.mjs';
import { publishedOperation } from '../published/operation.mjs';
import { systemOperation } from '../system/operation.mjs';
import { short, table } from './figures.mjs';
import { guards, labels, operationPart, operationTable, ratioTable } from './tables.mjs';
import { targetsOf } from './targets.mjs';

const all = [...contenders, ...whole];

/** The results as a page. */
export function toMarkdown(results) {
  const { runs } = results;
  return `${[
    '# Results of the benchmark',
    notice(results),
    '![CPU a request, by operation and contender](results.svg)',
    '## Targets',
    targetsText,
    targetTable(runs),
    ...runs.flatMap(chapter),
    '## Who did not take part, and what was not measured',
    notMeasured(results),
    '## Machine, versions, method',
    machineTable(results),
    method(results),
  ].join('\n\n')}\n`;
}

const targetsText =
  '"Ours" has policy, verified tokens, signed requests and the durable log on; of the others nobody has in scoreboard (a), and everybody checks fields in (b). The figure that counts is **CPU of all processes**: every process of a contender, and PostgreSQL. Ratios are made pair by pair, of runs one after the other: median (least–greatest).';

/** One row a target, one column a Node.js. */
function targetTable(runs) {
  const found = new Map();
  runs.forEach((run, index) => {
    for (const [target, wanted, measured] of targetsOf(run)) {
      if (!found.has(target)) found.set(target, [target, wanted, ...runs.map(() => '–')]);
      found.get(target)[index + 2] = measured;
    }
  });
  return table(['target', 'wanted', ...runs.map(({ node }) => `Node.js ${node}`)], [...found.values()]);
}

/** Everything that was measured on one Node.js. */
function chapter({ node, gateway, system, published, outcome, commitMs }) {
  return [
    `## Node.js ${node}`,
    ...(commitMs ? [`A commit of one row takes PostgreSQL and this disk ${short(commitMs)} ms, alone.`] : []),
    ...(gateway
      ? [
          '### (a) Gateway alone',
          gatewayText,
          ...operations.flatMap((operation) => operationPart(operation, gateway.rows)),
          '### (c) Cost of each guard',
          guardsText,
          guards(gateway.rows),
        ]
      : []),
    ...(system ?? []).flatMap((each) => [
      `### (b) Whole system over PostgreSQL, ${each.loadedRows} rows a source`,
      systemText,
      operationTable(systemOperation, each.rows, 'house'),
    ]),
    ...(published
      ? [
          '### (d) The public gateway benchmark',
          publishedText,
          ratioTable(published.rows),
          operationTable(publishedOperation, published.rows, 'guarded'),
        ]
      : []),
    ...(outcome
      ? [
          '### (e) An outcome of 10,000 subjects',
          `Its entry is durable, and its receipt there, after ${short(outcome.ms)} ms, ${short(outcome.cpu)} of them CPU of Node.js.`,
        ]
      : []),
  ];
}

/** Scoreboards of all runs, with the Node.js of each. */
const scoreboardsOf = (runs) =>
  runs.flatMap(({ node, gateway, system, published }) =>
    [gateway, ...(system ?? []), published].filter(Boolean).map((scoreboard) => ({ node, ...scoreboard })),
  );

function notice({ options, machine, runs }) {
  const stretches = scoreboardsOf(runs).flatMap(({ rows }) => rows.flatMap((row) => row.runs));
  const flagged = stretches.filter((stretch) => stretch.otherLoad > limit).length;
  const worst = Math.max(0, ...stretches.map((stretch) => stretch.otherLoad));
  return [
    `${machine.date.slice(0, 10)}, Node.js ${runs.map(({ node }) => node).join(', ')}, ${machine.cpu}, ${machine.cores} cores.`,
    options.complete
      ? ''
      : '**This is not a complete run**: few or short runs, some operations or contenders left out. Its figures are noisy.',
    tooCold(options) ? `**Not warm**: ${tooCold(options)}.` : '',
    flagged > 0
      ? `**Noisy**: in ${flagged} of ${stretches.length} runs other work used more than ${limit * 100} % of the machine (${Math.round(worst * 100)} % at worst).`
      : `No run was disturbed: other work used ${Math.round(worst * 1000) / 10} % of the machine at most.`,
  ]
    .filter(Boolean)
    .join('\n');
}

const gatewayText =
  'Sources answer bytes from memory, so that what is measured is the gateway. CPU is of the whole process tree of the gateway, all threads, and of PostgreSQL (the log), per answered request.';

const guardsText =
  'CPU a request of Portcullis against itself: open (tokens are verified, nothing else), with the policy (decisions, pruning, manifests, signed requests to the sources), and with the durable log. With four workers, as `serve --workers 4`, all on one core. PostgreSQL included.';

const systemText = `A ${systemOperation.title}. Everybody checks every field: the peers with graphql-shield in each source (Apollo Server, DataLoader, one prepared statement a fetch), PostGraphile with row-level security and column grants over one database, Portcullis with its policy, which decides on every row too, and its durable log. All processes but PostgreSQL's share one core.`;

const publishedText =
  "Data, operation and answer of the public gateway benchmark (ChilliCream/graphql-gateway-benchmarks; four sources that are Hive's), as many connections as it has users, and an Authorization of its own for each request, which the peers hand on to the sources, as they are set up there. Portcullis has all guards on and verifies each token. Its sources are ours and answer bytes from memory, and gateways have one core, so no requests/s of this page may be put beside a published one; **ratios to a gateway that stands in both may**: with sources in Rust and 50 users, Hive Gateway with its Rust planner was published with 624 requests/s where Apollo Gateway has 281 (run 323, 2026-08-20).";

function notMeasured({ runs, options }) {
  const lines = scoreboardsOf(runs).flatMap(({ node, excluded }) =>
    excluded.map(
      ({ operation, contender, reason }) =>
        `- ${labels.get(contender) ?? contender}, Node.js ${node}, ${operation === '*' ? 'all operations' : operation}: ${reason}`,
    ),
  );
  const absent = all.filter(({ id }) => id !== 'house' && !options.contenders.includes(id)).map(({ label }) => label);
  return [
    ...new Set(lines),
    ...(absent.length > 0 ? [`- Not asked to take part in this run: ${absent.join('; ')}.`] : []),
    '- Rust routers other than the Grafbase development server: no binary of theirs is in the npm registry. The development server is not their production gateway.',
    '- Several gateway processes but in (c), TLS, HTTP/2, compression, subscriptions, `@defer`; networks between machines; many different viewers and tokens at once, but in (d).',
    '- Mercurius federates by Federation 1 and got hand-made SDL of the same sources. The monolith and the floor federate nothing.',
  ].join('\n');
}

function machineTable({ machine, runs }) {
  return table(
    ['', ''],
    [
      ['Processor', `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB`],
      ['System', machine.system],
      [
        'Node.js',
        `${runs.map(({ node }) => node).join(', ')}, ${machine.nodeFlags.join(' ') || 'no flags'}, the same for every contender in JavaScript`,
      ],
      ['Portcullis', machine.revision],
      ...all.filter(({ kind }) => kind !== 'ours').map(({ label, version }) => [label, version]),
      ['Load', machine.load],
      ['Placement', machine.pinned ? 'gateway on core 0; sources, PostgreSQL and load on core 1' : 'not pinned'],
    ],
    '---',
  );
}

/** What an older version did not measure. */
const coldMethod =
  'Each operation has processes of its own; *cold* is their first 3 s at 16 connections, before anything but whether they are up was asked. CPU counts what is worked behind the answers up to 8 s later. ';

const isWithCold = (runs) => scoreboardsOf(runs).some(({ rows }) => rows.some(({ cold }) => cold));

const method = ({ runs, options: { pairs, seconds, warmup, warmupRequests, longest, concurrencies } }) =>
  `Before timing, every contender's \`data\` was compared with what graphql-js answers, value by value and in order; one that differs is named above and not timed. ${isWithCold(runs) ? coldMethod : ''}Then ${pairs} rounds of ${seconds} s a contender at ${concurrencies.join(', ')} connections, in turn (A B C A B C), after a warm-up of ${warmup} s or ${warmupRequests} requests, whichever came first, for each contender and operation, and for each of several workers; a stretch of somebody slow is longer, up to ${longest} s, so that the requests under way at its end do not weigh. Variables change from request to request: the Hive gateways and Grafbase answer equal requests that are under way at once with one fetch, which Portcullis never does across people; \`fetches\` shows what is left of it. Each request of Q4 carries a document that the gateway has never seen. The figures of every run are in results.json. How to run it again: README.md.`;
