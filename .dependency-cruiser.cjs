const { readdirSync, readFileSync } = require('node:fs');

// Which folder may import which: schema, policy, auditlog, matching, subject <- storage <- subgraphs, ingest <- gateway <- cli.
const only = (from, allowed) => ({
  name: `${from}-imports-only-below`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: {
    path: '^(client|console|schema|policy|auditlog|matching|subject|storage|subgraphs|ingest|gateway|cli|tools)/',
    pathNot: `^(${[from, ...allowed].join('|')})(/|$)`,
  },
});
// Why the folders: schema/sources.ts is no module of this file's kind; a test holds the two equal.
const sources = readdirSync('subgraphs').filter((name) => name !== 'kit' && !name.includes('.'));

// Of a folder whose files beside its rooms are held too: they import the rooms of `below` alone, but for the entrance.
const files = {
  ingest: { entrance: '^ingest/(pipeline|settle)', below: ['records'] },
  cli: { entrance: '^cli/main', below: ['settings', 'output'] },
};
// The order stands once, in the table of rooms: a folder and its rooms are all that a line of two cells holds.
const tables = readFileSync('docs/ARCHITECTURE.md', 'utf8').matchAll(/^\| `([\w/]+)\/` \| (`[^|]*) \|$/gm);

const rule = (name, from, to) => ({ name, severity: 'error', from, to: { path: to } });

/** Rules of a folder: each of its rooms imports only rooms named before it, types too. */
function roomsInOrder(folder, cell) {
  const named = [...cell.replace(/\([^)]*\)/g, '').matchAll(/`(\w+)\/`/g)].map(([, room]) => room);
  const hasCode = (room) => readdirSync(`${folder}/${room}`, { recursive: true }).some((name) => name.endsWith('.ts'));
  const there = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const unnamed = there.map(({ name }) => name).filter((room) => !named.includes(room) && hasCode(room));
  if (unnamed.length > 0) throw new Error(`docs/ARCHITECTURE.md does not name ${unnamed.join(', ')} of ${folder}/`);
  const rooms = (some) => `^${folder}/(${some.join('|')})/`;
  const between = named
    .slice(0, -1)
    .map((room, at) =>
      rule(`${folder}-${room}-imports-only-rooms-before`, { path: `^${folder}/${room}/` }, rooms(named.slice(at + 1))),
    );
  const { entrance, below } = files[folder] ?? {};
  if (!below) return between;
  return [
    ...between,
    rule(
      `${folder}-files-import-rooms-below`,
      { path: `^${folder}/[^/]+$`, pathNot: entrance },
      rooms(named.filter((room) => !below.includes(room))),
    ),
    ...below.map((room) =>
      rule(`${folder}-${room}-imports-no-file-beside`, { path: `^${folder}/${room}/` }, `^${folder}/[^/]+$`),
    ),
  ];
}

module.exports = {
  forbidden: [
    // A cycle of types alone is none when it runs.
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('client', []),
    only('console', [
      'client',
      'subject',
      'auditlog/proofs',
      'auditlog/c2sp',
      'gateway/documents/cost\\.ts',
      'policy/operations/unfold\\.ts',
      'schema/federation/costs\\.ts',
    ]),
    only('schema', []),
    only('policy', ['schema']),
    only('auditlog', ['schema']),
    only('matching', ['schema']),
    only('subject', ['schema']),
    // What makes a letter runs in a browser too.
    {
      name: 'letters-need-no-machine',
      severity: 'error',
      from: { path: '^subject/' },
      to: { dependencyTypes: ['core'] },
    },
    only('storage', ['schema', 'policy', 'auditlog']),
    only('subgraphs', ['client', 'schema', 'policy', 'auditlog', 'matching', 'storage']),
    only('ingest', ['schema', 'policy', 'auditlog', 'matching', 'storage']),
    only('gateway', ['client', 'schema', 'policy', 'auditlog', 'storage', 'subgraphs']),
    // What front-ends take runs in a browser as it is.
    {
      name: 'client-needs-nothing',
      severity: 'error',
      from: { path: '^client/', pathNot: '^client/bindings/' },
      to: { pathNot: '^client/(?!bindings/)' },
    },
    {
      name: 'bindings-need-what-they-bind',
      severity: 'error',
      from: { path: '^client/bindings/' },
      to: { pathNot: '^client/|^node_modules/(@apollo/client|@urql/core|graphql|react|wonka)/' },
    },
    // What checks a proof runs in a browser too: hash and signature are handed in.
    {
      name: 'proofs-need-nothing',
      severity: 'error',
      from: { path: '^auditlog/(proofs|c2sp)/' },
      to: { pathNot: '^auditlog/(proofs|c2sp)/' },
    },
    // What outsiders run has nothing of ours, and no package.
    only('tools', []),
    {
      name: 'tools-need-node-alone',
      severity: 'error',
      from: { path: '^tools/' },
      to: { dependencyTypesNot: ['core'] },
    },
    only('cli', ['schema', 'policy', 'auditlog', 'subject', 'storage', 'subgraphs', 'ingest', 'gateway']),
    ...[...tables].flatMap(([, folder, cell]) => roomsInOrder(folder, cell)),
    ...sources.map((source) => ({
      name: `${source}-knows-no-other-source`,
      severity: 'error',
      from: { path: `^subgraphs/${source}/` },
      to: { path: `^subgraphs/(${sources.filter((other) => other !== source).join('|')})/` },
    })),
    {
      name: 'kit-knows-no-source',
      severity: 'error',
      from: { path: '^subgraphs/kit/' },
      to: { path: `^subgraphs/(${sources.join('|')})/` },
    },
    {
      name: 'only-repositories-ingest-and-storage-speak-sql',
      severity: 'error',
      from: {
        path: '^(schema|policy|matching|subject|gateway|cli|subgraphs)/',
        pathNot: '([rR]epository[^/]*|/repository/.*|subgraphs/kit/.*|subgraphs/kit)\\.ts$|^gateway/documents/',
      },
      to: { path: 'node_modules/(pg|kysely)/|^storage/kysely\\.ts$', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Its parser knows no JSX; biome.json holds what they may import.
    exclude: '^client/dist/|\\.tsx$',
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node'],
    },
  },
};
