import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { createAssertionVerifier, statedText } from '../../../../subgraphs/kit/serve/assertion.js';
import { requestOf, signed } from '../../cargo/requests.js';

const request = requestOf(loadPolicy(), 'NL-CUSTOMS');
const key = new Uint8Array(32).fill(7);
const body = '{"query":"{ x }"}';
const partOf = (header: string, at: number) =>
  JSON.parse(Buffer.from(header.split('.')[at] ?? '', 'base64url').toString());
const claimsOf = (header: string) => ({ request: partOf(header, 0), ...partOf(header, 1) });

describe('an assertion', () => {
  test('states every member of the request, the body and the time', () => {
    const claims = claimsOf(signed(key, request, body, 1_000));
    const { audience, ...stated } = request;
    expect(claims).toEqual({
      request: JSON.parse(JSON.stringify(stated)),
      audience,
      body: expect.stringMatching(/^[0-9a-f]{64}$/),
      at: 1_000,
      nonce: expect.any(String),
    });
  });

  test('states whether cells are asked for, and nobody can add it', () => {
    const verified = (header: string) => createAssertionVerifier(key, 'cargo').verify(header, body);
    const asking = signed(key, { ...request, withheldDetail: 'cells' }, body);
    expect(verified(asking).withheldDetail).toBe('cells');
    const plain = signed(key, request, body);
    expect(verified(plain)).not.toHaveProperty('withheldDetail');
    const [, call, mac] = plain.split('.');
    const added = { ...partOf(plain, 0), withheldDetail: 'cells' };
    const forged = `${Buffer.from(JSON.stringify(added)).toString('base64url')}.${call}.${mac}`;
    expect(() => verified(forged)).toThrow(/signature/);
  });

  test('is an HMAC-SHA256 under the key, with its own domain', () => {
    const [stated, call, mac] = signed(key, request, body).split('.');
    const text = `portcullis/assertion\n${stated}.${call}`;
    expect(mac).toBe(createHmac('sha256', key).update(text).digest('base64url'));
  });

  test('never has the nonce of another, however many are drawn', () => {
    const nonces = Array.from({ length: 2_000 }, () => claimsOf(signed(key, request, body)).nonce as string);
    expect(new Set(nonces).size).toBe(2_000);
    expect(nonces.every((nonce) => Buffer.from(nonce, 'base64url').length === 16)).toBe(true);
  });

  test('of one request names each source apart, though what the request states is written once', () => {
    const headers = ['cargo', 'persons'].map((audience) => signed(key, { ...request, audience }, body));
    expect(headers.map((header) => header.split('.')[0])).toEqual([statedText(request), statedText(request)]);
    expect(headers.map((header) => claimsOf(header).audience)).toEqual(['cargo', 'persons']);
    expect(() => createAssertionVerifier(key, 'cargo').verify(headers[1], body)).toThrow();
  });

  test('carries text of any script, quotes included', () => {
    const odd = { ...request, requestId: 'a"b\\', facts: { ...request.facts, caseReference: 'Ζήτα "1" \u2028' } };
    const header = signed(key, odd, body);
    expect(header).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(createAssertionVerifier(key, 'cargo').verify(header, Buffer.from(body))).toMatchObject({
      requestId: 'a"b\\',
      facts: { caseReference: 'Ζήτα "1" \u2028' },
    });
  });

  test('that anything was added to is refused', () => {
    const header = signed(key, request, body);
    for (const more of ['.', '.x', '..']) {
      expect(() => createAssertionVerifier(key, 'cargo').verify(header + more, body)).toThrow(/signature/);
    }
    expect(createAssertionVerifier(key, 'cargo').verify(header, body).requestId).toBe(request.requestId);
  });

  test.each(['', '.', 'a', 'a.', '.b', 'a.b.c', '..', 'a.b'])('that is malformed is refused: %j', (header) => {
    expect(() => createAssertionVerifier(key, 'cargo').verify(header, body)).toThrow(/signature/);
  });
});
