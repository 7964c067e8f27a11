import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkRegistration } from '../../../gateway/documents/register/register.js';
import { loadSchema } from '../../../gateway/supergraph/supergraph.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

const deployment = closedAfter(await openTestDeployment());

const analyst = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' } as const;
const query = '{ viewer { role } }';
const other = '{ viewer { kind } }';
const sha = (text: string) => hash('sha256', text);
const byHash = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: sha(text) } } });

/** By POST, and by GET where there is no text of a document to be logged. */
async function send(
  asker: Asker,
  body: object,
  method: 'POST' | 'GET' = 'POST',
): Promise<readonly [number, unknown, unknown]> {
  const fields = Object.entries(body).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const search = method === 'GET' ? `?${new URLSearchParams(fields)}` : '';
  const response = await fetch(`${deployment.url}${search}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'apollo-require-preflight': '1',
      ...(await deployment.headersOf(asker)),
    },
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  const [error] = errors ?? [];
  return [response.status, error?.extensions.code ?? data, error?.message];
}

async function register(text: string, agency: string): Promise<string> {
  const schema = await loadSchema(readPackageFile('schema', 'supergraph.graphql'));
  const stated = { text, agency, purpose: analyst.purpose, registeredBy: 'test', asOf: new Date().toISOString() };
  const { document } = checkRegistration(stated, loadPolicy(), schema);
  await deployment.documents.save(document);
  return document.documentId;
}

describe('a hash beside a document', () => {
  const answer = [200, { viewer: { role: 'ANALYST' } }, undefined];
  const refused = [400, 'REQUEST_MALFORMED', expect.stringContaining('sha256Hash')];

  it.each(['POST', 'GET'] as const)(
    'that is of another one is refused, by %s: it ran the text, and the hash meant nothing',
    async (method) => {
      // Why twice: a known document is answered at another door.
      for (let times = 0; times < 2; times += 1) {
        expect(await send(analyst, { query, ...byHash(query) }, method)).toEqual(answer);
        const [status, code, message] = await send(analyst, { query, ...byHash(other) }, method);
        expect([status, code]).toEqual([400, 'REQUEST_MALFORMED']);
        expect(message).toContain('sha256Hash');
      }
    },
  );

  it('is refused where it is no hash at all, or of another than the documentId', async () => {
    const persistedQuery = { version: 1, sha256Hash: 'x' };
    expect(await send(analyst, { query, extensions: { persistedQuery } })).toEqual(refused);
    const documentId = await register(query, 'BE-CUSTOMS');
    const belgian = { ...analyst, agency: 'BE-CUSTOMS' };
    expect(await send(belgian, { documentId, ...byHash(query) })).toEqual(answer);
    expect(await send(belgian, { documentId, ...byHash(other) })).toEqual(refused);
  });
});

describe('a client that asks by hash first', () => {
  const notFound = [404, 'PERSISTED_DOCUMENT_NOT_FOUND', 'PersistedQueryNotFound'];

  it('is told once that nothing is kept by itself: else it asked twice for each answer', async () => {
    const told = [400, 'PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported'];
    expect(await send(analyst, byHash(query))).toEqual(told);
    expect(await send(analyst, byHash(query), 'GET')).toEqual(told);
    const [status, code] = await send(analyst, { documentId: `sha256:${sha(query)}` });
    expect([status, code]).toEqual([404, 'PERSISTED_DOCUMENT_NOT_FOUND']);
  });

  it('is not told so in a role that may run registered documents alone', async () => {
    expect(await send({ ...analyst, role: 'SYSTEM_CLIENT' }, byHash(query))).toEqual(notFound);
  });

  it('is not told so of an agency that has registered documents, until none of them is good', async () => {
    const belgian = { ...analyst, agency: 'BE-CUSTOMS' };
    const documents = [await register(query, 'BE-CUSTOMS'), await register(other, 'BE-CUSTOMS')];
    expect(await send(belgian, byHash('{ viewer { clearance } }'))).toEqual(notFound);
    expect(await send(belgian, byHash(other))).toEqual([200, { viewer: { kind: 'CUSTOMS_MS' } }, undefined]);
    for (const id of documents) await deployment.documents.revoke('BE-CUSTOMS', id, new Date().toISOString());
    expect((await send(belgian, byHash(query)))[1]).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });
});
