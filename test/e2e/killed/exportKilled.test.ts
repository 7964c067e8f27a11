import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { postJson } from '../../support/load.js';
import { mintToken } from '../../support/mint.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* The gateway is killed in the middle of an export: what left is in the log, and what had no end has one after the next start. */
const directory = temporaryDataDirectory();
let command: RunningCommand;
let url: string;

async function start(): Promise<void> {
  command = closedAfter(runCommand(['start', '--data', directory.path, '--port', '0']));
  [, url = ''] = await command.until(/ready at (http\S+)/);
}

beforeAll(start);

const headersOf = async (role: 'INVESTIGATOR' | 'AUDITOR') => ({
  'content-type': 'application/json',
  authorization: `Bearer ${await mintToken(directory.path, 'DE-POLICE', role, `the-${role.toLowerCase()}`)}`,
  'query-purpose': role === 'AUDITOR' ? 'DATA_PROTECTION_AUDIT' : 'CRIMINAL_INVESTIGATION',
  'case-reference': loadPolicy().agencies['DE-POLICE']?.caseReference.example ?? '',
});

interface Entry {
  readonly kind: string;
  readonly requestId: string;
}

async function entriesOf(id: string): Promise<readonly Entry[]> {
  const query = `query ($id: String!, $after: String) { auditEntries(first: 100, after: $after, filter: { requestId: { startsWith: $id } }) {
    edges { node { kind requestId } } pageInfo { hasNextPage endCursor } } }`;
  const entries: Entry[] = [];
  for (let after: string | null = null; ; ) {
    const body = JSON.stringify({ query, variables: { id, after } });
    const response = await fetch(url, { method: 'POST', headers: await headersOf('AUDITOR'), body });
    const { data } = (await response.json()) as { readonly data: { readonly auditEntries: never } };
    const { edges, pageInfo } = data.auditEntries as {
      edges: { node: Entry }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    entries.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return entries.reverse();
    after = pageInfo.endCursor;
  }
}

describe('an export whose gateway is killed', () => {
  it('left no row that the log does not name, and is closed as UNKNOWN by the next start', async () => {
    const query = '{ consignments(first: 1) { edges { node { mrn } } } }';
    const endpoint = url.replace('/graphql', '/export');
    const headers = await headersOf('INVESTIGATOR');
    const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ query }) });
    expect(response.status).toBe(200);
    const id = response.headers.get('export-id') ?? '';
    let text = '';
    try {
      for await (const piece of response.body ?? []) {
        text += Buffer.from(piece as Uint8Array).toString('utf8');
        if ((text.match(/^\{"row":/gm) ?? []).length >= 10) command.process.kill('SIGKILL');
      }
    } catch {
      // Cut, as it should be.
    }
    await command.ended;
    const rows = (text.match(/^\{"row":.*\}$/gm) ?? []).length;
    expect(rows).toBeGreaterThanOrEqual(10);
    expect(text).not.toContain('{"trailer":');
    await start();
    let entries: readonly Entry[] = [];
    for (let tries = 0; tries < 50 && !entries.some(({ kind }) => kind === 'UNKNOWN'); tries += 1) {
      entries = await entriesOf(id);
      await sleep(200);
    }
    const parts = entries.filter(({ kind }) => kind === 'EXPORT_PART');
    expect(parts.map(({ requestId }) => requestId)).toEqual(parts.map((_, n) => `${id}/${n}`));
    expect(parts.length).toBeGreaterThanOrEqual(rows);
    expect(entries.filter(({ kind }) => kind !== 'EXPORT_PART').map(({ kind }) => kind)).toEqual(['INTENT', 'UNKNOWN']);
    const receipt = await fetch(`${url.replace('/graphql', '/export')}/${id}/receipt`, { headers });
    expect(await receipt.json()).toMatchObject({ export: id, status: 'UNKNOWN' });
    const again = await postJson(url.replace('/graphql', '/export'), headers, { query });
    expect(again.status).toBe(200);
    await again.body?.cancel();
  });
});
