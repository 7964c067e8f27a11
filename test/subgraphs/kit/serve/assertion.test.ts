import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { createAssertionVerifier, signAssertion } from '../../../../subgraphs/kit/serve/assertion.js';
import { requestOf } from '../../cargo/requests.js';

const request = requestOf(loadPolicy(), 'NL-CUSTOMS');
const key = new Uint8Array(32).fill(7);
const body = '{"query":"{ x }"}';
const claimsOf = (header: string) => JSON.parse(Buffer.from(header.split('.')[0] ?? '', 'base64url').toString());

describe('an assertion', () => {
  test('states every member of the request, the body and the time', () => {
    const claims = claimsOf(signAssertion(key, request, body, 1_000));
    expect(claims).toEqual({
      request: { ...JSON.parse(JSON.stringify(request)) },
      body: expect.stringMatching(/^[0-9a-f]{64}$/),
      at: 1_000,
      nonce: expect.any(String),
    });
  });

  test('states whether cells are asked for, and nobody can add it', () => {
    const verified = (header: string) => createAssertionVerifier(key, 'cargo').verify(header, body);
    const asking = signAssertion(key, { ...request, withheldDetail: 'cells' }, body);
    expect(verified(asking).withheldDetail).toBe('cells');
    const plain = signAssertion(key, request, body);
    expect(verified(plain)).not.toHaveProperty('withheldDetail');
    const [claims, mac] = [claimsOf(plain), plain.split('.')[1]];
    const added = { ...claims, request: { ...claims.request, withheldDetail: 'cells' } };
    const forged = `${Buffer.from(JSON.stringify(added)).toString('base64url')}.${mac}`;
    expect(() => verified(forged)).toThrow(/signature/);
  });

  test('is an HMAC-SHA256 under the key, with its own domain', () => {
    const [text = '', mac] = signAssertion(key, request, body).split('.');
    expect(mac).toBe(createHmac('sha256', key).update(`portcullis/assertion\n${text}`).digest('base64url'));
  });

  test('never has the nonce of another, however many are drawn', () => {
    const nonces = Array.from({ length: 2_000 }, () => claimsOf(signAssertion(key, request, body)).nonce as string);
    expect(new Set(nonces).size).toBe(2_000);
    expect(nonces.every((nonce) => Buffer.from(nonce, 'base64url').length === 16)).toBe(true);
  });

  test('of one request names each source and each id apart, though the facts are written once', () => {
    const { facts } = request;
    const headers = ['cargo', 'persons'].map((audience) =>
      signAssertion(key, { ...request, facts, audience, requestId: `for-${audience}` }, body),
    );
    expect(headers.map((header) => claimsOf(header).request.audience)).toEqual(['cargo', 'persons']);
    expect(headers.map((header) => claimsOf(header).request.requestId)).toEqual(['for-cargo', 'for-persons']);
    expect(() => createAssertionVerifier(key, 'cargo').verify(headers[1], body)).toThrow();
  });

  test('of one viewer never states the facts of another', () => {
    const other = { ...request, facts: { ...request.facts, viewer: { ...request.facts.viewer, subject: 'other' } } };
    signAssertion(key, request, body);
    expect(claimsOf(signAssertion(key, other, body)).request.facts.viewer.subject).toBe('other');
  });

  test('carries text of any script, quotes included', () => {
    const odd = { ...request, requestId: 'a"b\\', facts: { ...request.facts, caseReference: 'Ζήτα "1" \u2028' } };
    const header = signAssertion(key, odd, body);
    expect(header).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(createAssertionVerifier(key, 'cargo').verify(header, Buffer.from(body))).toMatchObject({
      requestId: 'a"b\\',
      facts: { caseReference: 'Ζήτα "1" \u2028' },
    });
  });

  test('that anything was added to is refused', () => {
    const header = signAssertion(key, request, body);
    for (const more of ['.', '.x', '..']) {
      expect(() => createAssertionVerifier(key, 'cargo').verify(header + more, body)).toThrow(/signature/);
    }
    expect(createAssertionVerifier(key, 'cargo').verify(header, body).requestId).toBe(request.requestId);
  });

  test.each(['', '.', 'a', 'a.', '.b', 'a.b.c', '..', 'a.b'])('that is malformed is refused: %j', (header) => {
    expect(() => createAssertionVerifier(key, 'cargo').verify(header, body)).toThrow(/signature/);
  });
});
