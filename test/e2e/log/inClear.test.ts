import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { superuser } from '../../../storage/embedded/cluster.js';
import { startEmbedded } from '../../../storage/embedded/start.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { scanForWords } from '../../support/inClear.js';
import { postJson } from '../../support/load.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { type Served, serve } from '../../support/served.js';

/* Whatever somebody asks, states or delivers: nothing of it stands in clear in any column of the log or of its keys. */
const folder = temporaryDataDirectory();
const data = folder.path;
/** Stands in every value below, whatever surrounds it. */
const word = 'Exemplarovitch';
const names: Readonly<Record<string, string>> = {
  plain: word,
  'a NUL': `${word}\u0000${word}`,
  'a lone surrogate': `\ud800${word}\udfff`,
  'what colours a terminal': `\u001b[31m${word}\u001b[0m`,
  'what turns the reading direction': `\u202e${word}\u202c\u200f`,
  'a prototype': `__proto__${word}`,
  'nearly what a request may have': word.repeat(20_000),
  'a megabyte': word.repeat(74_900),
};
let served: Served;
const ids = new Set<string>();
const codes = new Set<number>();

beforeAll(async () => {
  served = closedAfter(await serve(data));
  const list = join(data, '..', `${word}.csv`);
  writeFileSync(list, `1,"${word.toUpperCase()}","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1970."\n`);
  await run('ingest', 'ofac-sdn', list, '--originator', 'EU-SANCTIONS-DESK');
  for (const name of Object.values(names)) await askBy(name);
});

async function run(...args: string[]): Promise<void> {
  const command = runCommand([...args, '--data', data]);
  expect({ args, code: await command.ended, err: command.err() }).toEqual({ args, code: 0, err: '' });
}

/** By variable, literal, alias, name of operation, directive, unknown field and variable, case and justification. */
async function askBy(name: string): Promise<void> {
  const variables = { name, id: name, [name.slice(0, 100)]: JSON.parse(`{"__proto__":${JSON.stringify(name)}}`) };
  const text = JSON.stringify(name);
  const field = `persons(first: 1, filter: { name: { eq: $name } }) { edges { node { id } } }`;
  const documents = [
    `query Find_${word}($name: String!) { ${word}: ${field} }`,
    `{ persons(first: 1, filter: { name: { eq: ${text} } }) { edges { node { id names { name } } } } } # ${word}`,
    `query ($id: ID!) { person(id: $id) { id } }`,
    `{ persons(first: 1) @include(if: true) @${word} { edges { node { id } } } }`,
    `{ ${word}(name: ${text}) { ${word} } }`,
    `{ persons(first: ${text}) { edges { node { id } } } }`,
    text,
  ];
  for (const query of documents) {
    const headers = {
      ...served.operation.headers,
      'query-justification': `for ${word}`,
      'case-reference': 'NLC-2026-00017',
    };
    const response = await postJson(served.operation.url, headers, { query, variables });
    codes.add(response.status);
    for (const [id] of (await response.text()).matchAll(/person_\w+/g)) ids.add(id);
  }
  const unknown = { authorization: `Bearer ${word}`, 'content-type': 'application/json' };
  await fetch(served.operation.url, { method: 'POST', headers: unknown, body: '{}' });
}

describe('a log of hostile questions', () => {
  test('has no value of a record, a variable, a literal or a name in clear, in any column of its tables or of its keys', async () => {
    // Records were shown, or nothing is shown by this test.
    expect(ids.size).toBeGreaterThan(0);
    expect([...codes].sort()).toEqual([200, 400, 413]);
    const because = ['--log', 'main', '--reason', `for ${word}`];
    await run('audit', 'hold', '--index', '1', '--case', word, ...because);
    await run('audit', 'expire', '--index', '2', ...because);
    const server = await startEmbedded({ dataDirectory: data });
    const words = [word, word.toUpperCase(), word.toLowerCase(), 'NLC-2026-00017', ...ids];
    const { columns, found } = await scanForWords(
      server.connectionString(superuser),
      ['audit', 'audit_keys'],
      [...words, 'NL-CUSTOMS'],
    );
    await server.release();
    // That an agency stands in clear shows that the scan sees.
    expect(found).toEqual(['audit.entry.agency: NL-CUSTOMS', 'audit.entry.header: NL-CUSTOMS']);
    expect(columns).toEqual(expect.arrayContaining(['audit.envelope.sealed', 'audit_keys.tree_key.wrapped_key']));
    for (const each of words) expect(served.command.err()).not.toContain(each);
  });
});
