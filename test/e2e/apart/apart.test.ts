import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { story } from '../../../ingest/demo/story.js';
import { readPackageFile } from '../../../schema/files.js';
import { sourceNames } from '../../../schema/sources.js';
import { createMissingKeys } from '../../../storage/keys/keys.js';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { createDemoDatabase, writeDemoKey } from '../../support/demo.js';
import { postJson } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

const directory = temporaryDataDirectory();
const database = closedAfter(await createDemoDatabase());
const askers = [
  ['NL-CUSTOMS', 'JOINT_OPERATION'],
  ['DE-POLICE', 'JOINT_OPERATION'],
  ['PL-BORDER', 'BORDER_CHECK'],
] as const;

const tokens = new Map<string, string>();
async function token(agency: string): Promise<string> {
  const known = tokens.get(agency);
  if (known) return known;
  const minted = await mintToken(directory.path, agency);
  tokens.set(agency, minted);
  return minted;
}

/** The demonstration's question as an agency; what differs by request is taken out. */
async function askAs(url: string, [agency, purpose]: (typeof askers)[number]): Promise<string> {
  const query = readPackageFile('ingest', 'demo', 'question.graphql');
  const headers = { authorization: `Bearer ${await token(agency)}`, 'query-purpose': purpose };
  const response = await postJson(url, headers, { query, variables: { container: story.containerId } });
  const text = await response.text();
  return text.replace(/"requestId":"[^"]*"/, '"requestId":""').replace(/"audit":\{[^}]*\}/, '"audit":{}');
}

/** As each agency, one after the other. */
async function ask(url: string): Promise<string[]> {
  const answers: string[] = [];
  for (const asker of askers) answers.push(await askAs(url, asker));
  return answers;
}

let together: string[];
let apart: string[];
let apartUrl: string;

const launch = (...args: readonly string[]): RunningCommand =>
  closedAfter(runCommand([...args, '--data', directory.path], { DATABASE_URL: database.adminUrl }));
const urlOf = async (command: RunningCommand, ready = /ready at (\S+graphql)/): Promise<string> =>
  (await command.until(ready))[1] ?? '';

beforeAll(async () => {
  createMissingKeys(join(directory.path, 'keys'));
  writeDemoKey(join(directory.path, 'keys'));
  const all = launch('start', '--no-demo', '--port', '0');
  together = await ask(await urlOf(all));
  await all.close();
  const subgraphs: string[] = [];
  for (const name of sourceNames) {
    const url = await urlOf(launch('serve', name, '--port', '0'), /ready at ([^\s;]+)/);
    subgraphs.push('--subgraph', `${name}=${url}`);
  }
  apartUrl = await urlOf(launch('serve', 'gateway', '--port', '0', ...subgraphs));
  apart = await ask(apartUrl);
});

describe('sources apart', () => {
  test('answers byte for byte what one process answers', () => {
    expect(apart).toEqual(together);
    for (const answer of together) expect(JSON.parse(answer)).toHaveProperty('data');
  });

  test('tells three agencies three different things', () => {
    expect(new Set(together.map((answer) => answer.replace(/"extensions".*/, ''))).size).toBe(3);
  });

  test('tells each agency its own when all ask at once, and their calls share connections', async () => {
    for (let round = 0; round < 2; round += 1) {
      const asked = Array.from({ length: 8 }, () => askers.map((asker) => askAs(apartUrl, asker))).flat();
      const answers = await Promise.all(asked);
      expect(answers).toEqual(answers.map((_, at) => apart[at % askers.length]));
    }
  });
});
