const { readdirSync, readFileSync } = require('node:fs');

// Which folder may import which: schema, policy, auditlog, matching <- storage <- subgraphs, ingest <- gateway <- cli.
const only = (from, allowed) => ({
  name: `${from}-imports-only-below`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: {
    path: '^(schema|policy|auditlog|matching|storage|subgraphs|ingest|gateway|cli|tools)/',
    pathNot: `^(${[from, ...allowed].join('|')})/`,
  },
});
// Why the folders: schema/sources.ts is no module of this file's kind; a test holds the two equal.
const sources = readdirSync('subgraphs').filter((name) => name !== 'kit' && !name.includes('.'));
// The rooms of a folder in the order of docs/ARCHITECTURE.md: each imports only rooms named before it, types too. Files beside them import the
// rooms of `below` alone, but for the entrance.
const roomsInOrder = (folder, { entrance, below }) => {
  const row = new RegExp(`^\\| \`${folder}/\` \\| (\`.*) \\|$`, 'm').exec(readFileSync('docs/ARCHITECTURE.md', 'utf8'));
  const named = [...row[1].matchAll(/`(\w+)\/`/g)].map(([, room]) => room);
  const there = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const isLeft = (room) => !named.includes(room) && readdirSync(`${folder}/${room}`).length > 0;
  const unnamed = there.map(({ name }) => name).filter(isLeft);
  if (unnamed.length > 0) throw new Error(`docs/ARCHITECTURE.md does not name ${unnamed.join(', ')} of ${folder}/`);
  const rule = (name, from, to) => ({
    name: `${folder}-${name}`,
    severity: 'error',
    from,
    to: { path: `^${folder}/(${to.join('|')})` },
  });
  const above = named.filter((room) => !below.includes(room));
  const folders = (rooms) => rooms.map((room) => `${room}/`);
  return [
    rule('files-import-rooms-below', { path: `^${folder}/[^/]+$`, pathNot: entrance }, folders(above)),
    ...below.map((room) => rule(`${room}-imports-no-file-beside`, { path: `^${folder}/${room}/` }, ['[^/]+$'])),
    ...named
      .slice(0, -1)
      .map((room, at) =>
        rule(
          `${room}-imports-only-rooms-before`,
          { path: `^${folder}/${room}/`, pathNot: 'cli/serve/policy/reload' },
          folders(named.slice(at + 1)),
        ),
      ),
  ];
};
module.exports = {
  forbidden: [
    // A cycle of types alone is none when it runs.
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('schema', []),
    only('policy', ['schema']),
    only('auditlog', ['schema']),
    only('matching', ['schema']),
    only('storage', ['schema', 'policy', 'auditlog']),
    only('subgraphs', ['schema', 'policy', 'auditlog', 'matching', 'storage']),
    only('ingest', ['schema', 'policy', 'auditlog', 'matching', 'storage']),
    only('gateway', ['schema', 'policy', 'auditlog', 'storage', 'subgraphs']),
    // What outsiders run has nothing of ours, and no package.
    only('tools', []),
    {
      name: 'tools-need-node-alone',
      severity: 'error',
      from: { path: '^tools/' },
      to: { dependencyTypesNot: ['core'] },
    },
    only('cli', ['schema', 'policy', 'auditlog', 'storage', 'subgraphs', 'ingest', 'gateway']),
    ...roomsInOrder('cli', { entrance: '^cli/main', below: ['settings'] }),
    ...roomsInOrder('ingest', { entrance: '^ingest/(pipeline|recognise)', below: ['records'] }),
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
        path: '^(schema|policy|matching|gateway|cli|subgraphs)/',
        pathNot: '([rR]epository[^/]*|/repository/.*|subgraphs/kit/.*|subgraphs/kit)\\.ts$|^gateway/documents/',
      },
      to: { path: 'node_modules/(pg|kysely)/|^storage/kysely\\.ts$', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node'],
    },
  },
};
