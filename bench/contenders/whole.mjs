import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inOneDatabase } from '../system/inOneDatabase.mjs';
import { versionOf } from './list.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const installed = here('../peers/postgraphile/node_modules/postgraphile');

/** Who takes part in scoreboard (b) alone, with processes of its own only. @type {readonly import('./list.mjs').Contender[]} */
export const whole = [
  {
    id: 'house',
    label: 'Portcullis, all guards on, sources in the same process',
    kind: 'ours',
    worksBehind: true,
    needs: [],
    command: (context) => {
      const tokensFile = join(context.work, 'house-tokens.json');
      const file = join(context.work, 'house.json');
      writeFileSync(file, JSON.stringify({ data: context.data, port: context.port, tokensFile }));
      return { args: [here('house.mjs'), file], tokensFile };
    },
  },
  {
    id: 'postgraphile',
    label: 'PostGraphile over one database, row-level security and column grants',
    kind: 'peer',
    version: versionOf(installed),
    needs: [installed],
    leastNode: 22,
    operation: inOneDatabase,
    command: ({ port, urlsFile }) => ({
      args: [here('postgraphile.mjs'), String(port), urlsFile],
      env: { GRAPHILE_ENV: 'production' },
    }),
  },
];
