import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Harness, startHarness } from '../../gateway/support/harness.js';
import { postJson } from '../../support/load.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/*
 * What for: purposes, and documents registered for one.
 */
const strict = closedAfter(await startHarness({ permissive: false }));
afterEach(() => {
  strict.restore();
});

describe('purpose', () => {
  const refusal = async (
    query: string,
    headers: Record<string, string>,
    claims = {},
    extensions?: Record<string, unknown>,
  ) => {
    const { status, body } = await strict.ask(query, { headers, claims, ...(extensions ? { extensions } : {}) });
    return [status, body.errors?.[0].extensions.code ?? 'answered', body.errors?.[0].extensions.allowed?.length ?? 0];
  };
  const data = '{ ship(id: "s1") { name } }';
  test('is needed for data, and the refusal lists those allowed', async () => {
    const response = await postJson(strict.url, { authorization: `Bearer ${await strict.token()}` }, { query: data });
    const body = (await response.json()) as { errors: { extensions: { allowed: string[] } }[] };
    expect(response.status).toBe(403);
    expect(body.errors[0]?.extensions).toMatchObject({
      code: 'PURPOSE_REQUIRED',
      allowed: expect.arrayContaining(['CUSTOMS_CONTROL']),
    });
  });
  test('must lie in token, agency and role', async () => {
    expect(await refusal(data, { 'query-purpose': 'BORDER_CHECK' })).toEqual([
      403,
      'PURPOSE_NOT_ALLOWED',
      expect.any(Number),
    ]);
    expect(await refusal(data, { 'query-purpose': 'nonsense' })).toEqual([
      403,
      'PURPOSE_NOT_ALLOWED',
      expect.any(Number),
    ]);
    expect(await refusal(data, {}, { purposes: ['RISK_ANALYSIS'] })).toEqual([403, 'PURPOSE_NOT_ALLOWED', 1]);
    expect(await refusal('{ __typename }', { 'query-purpose': 'nonsense' })).toEqual([
      403,
      'PURPOSE_NOT_ALLOWED',
      expect.any(Number),
    ]);
  });
  test('that demands a case says what one of the asker looks like', async () => {
    const like = 'Send Case-Reference in the form of your agency, such as NLC-2026-00017.';
    for (const stated of [{}, { 'case-reference': 'made up' }] as Record<string, string>[]) {
      const { body } = await strict.ask(data, { headers: { 'query-purpose': 'CRIMINAL_INVESTIGATION', ...stated } });
      expect(body.errors?.[0].extensions.hint).toBe(like);
    }
  });
  test('brings case and justification where it demands them, from header or body', async () => {
    const purpose = { 'query-purpose': 'CRIMINAL_INVESTIGATION' };
    expect(await refusal(data, purpose)).toEqual([403, 'CASE_REFERENCE_REQUIRED', 0]);
    expect(await refusal(data, { ...purpose, 'case-reference': 'made up' })).toEqual([
      403,
      'CASE_REFERENCE_INVALID',
      0,
    ]);
    expect(await refusal(data, { ...purpose, 'case-reference': 'NLC-2026-00017' })).toEqual([200, 'answered', 0]);
    expect(await refusal(data, purpose, {}, { caseReference: 'NLC-2026-00017' })).toEqual([200, 'answered', 0]);
    expect(
      await refusal(data, { ...purpose, 'case-reference': 'NLC-2026-00018' }, {}, { caseReference: 'NLC-2026-00017' }),
    ).toEqual([400, 'REQUEST_MALFORMED', 0]);
    expect(await refusal(data, { 'query-purpose': 'CRIMINAL_PREVENTION' })).toEqual([400, 'JUSTIFICATION_INVALID', 0]);
    expect(await refusal(data, { 'query-purpose': 'CRIMINAL_PREVENTION', 'query-justification': 'caf%C3%A9' })).toEqual(
      [200, 'answered', 0],
    );
    expect(await refusal(data, { 'query-purpose': 'CRIMINAL_PREVENTION', 'query-justification': '%ff' })).toEqual([
      400,
      'JUSTIFICATION_INVALID',
      0,
    ]);
  });
});

describe('registered documents', () => {
  const text = 'query ShipProfile { ship(id: "s1") { name } }';
  const documentId = `sha256:${'a'.repeat(64)}`;
  let partner: Harness;
  beforeAll(async () => {
    partner = await startHarness({
      permissive: false,
      documents: {
        hasAny: async () => true,
        find: async (agency, id) =>
          agency === 'NL-CUSTOMS' && id === documentId
            ? {
                documentId,
                agency,
                purpose: 'CUSTOMS_CONTROL',
                text,
                operationName: 'ShipProfile',
                registeredAt: '',
                registeredBy: '',
                expiresAt: null,
                revokedAt: null,
              }
            : null,
      },
    });
  });
  afterAll(async () => await partner?.close());
  const post = async (
    body: object,
    claims: object = { role: 'SYSTEM_CLIENT' },
    headers: Record<string, string> = {},
  ) => {
    const authorization = `Bearer ${await partner.token(claims)}`;
    const own = { authorization, 'query-purpose': 'CUSTOMS_CONTROL', ...headers };
    const response = await postJson(partner.url, own, body);
    const answer = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
    return [response.status, answer.errors?.[0]?.extensions.code ?? answer.data];
  };
  test('run by their id, by POST, by GET and in the spelling of Apollo clients', async () => {
    const expected = [200, { ship: { name: 'Testing Star' } }];
    expect(await post({ documentId })).toEqual(expected);
    expect(await post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } })).toEqual(
      expected,
    );
    const get = await fetch(`${partner.url}?documentId=${documentId}`, {
      headers: {
        authorization: `Bearer ${await partner.token({ role: 'SYSTEM_CLIENT' })}`,
        'query-purpose': 'CUSTOMS_CONTROL',
      },
    });
    expect(await get.json()).toMatchObject({ data: expected[1] });
  });
  test('are all that a system may run', async () => {
    expect(await post({ query: text })).toEqual([403, 'PERSISTED_DOCUMENT_ID_REQUIRED']);
    expect(await post({ query: text }, { role: 'ANALYST' })).toEqual([200, expect.anything()]);
  });
  test('have their operation named in clear in the log, which no other text has', async () => {
    const names = async (body: object, claims?: object) => {
      await post(body, claims);
      return partner.log.entries.at(-1)?.header.operationName;
    };
    expect(await names({ documentId })).toBe('ShipProfile');
    expect(await names({ query: 'query Find_Jan_Jansen { ship(id: "s1") { name } }' }, { role: 'ANALYST' })).toBeNull();
    expect(await names({ query: text }, { role: 'ANALYST' })).toBeNull();
  });
  test('are not there for another agency, for another purpose, or under another id', async () => {
    expect(await post({ documentId }, { agency: 'BE-CUSTOMS', role: 'SYSTEM_CLIENT' })).toEqual([
      404,
      'PERSISTED_DOCUMENT_NOT_FOUND',
    ]);
    expect(await post({ documentId }, { role: 'SYSTEM_CLIENT' }, { 'query-purpose': 'RISK_ANALYSIS' })).toEqual([
      404,
      'PERSISTED_DOCUMENT_NOT_FOUND',
    ]);
    expect(await post({ documentId: `sha256:${'b'.repeat(64)}` })).toEqual([404, 'PERSISTED_DOCUMENT_NOT_FOUND']);
    expect(await post({ documentId: "x' or 1=1" })).toEqual([404, 'PERSISTED_DOCUMENT_NOT_FOUND']);
  });
});
