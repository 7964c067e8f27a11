import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { createCursorBox } from '../../../../subgraphs/kit/page/cursor.js';
import { assertionHeader, createAssertionVerifier } from '../../../../subgraphs/kit/serve/assertion.js';
import { openProbe, sealProbe } from '../../../../subgraphs/kit/session/probe.js';
import { keys, requestOf, signed } from '../../cargo/requests.js';

const policy = loadPolicy();
const request = requestOf(policy, 'NL-CUSTOMS');
const { facts } = request;
const other = requestOf(policy, 'NL-CUSTOMS', { subject: 'officer-2' }).facts;
const later = (hours: number) => new Date(Date.parse(facts.asOf) + hours * 3_600_000).toISOString();

describe('a cursor', () => {
  const box = createCursorBox(keys.cursor, facts);
  const scope = { field: 'Query.consignments', filter: { mrn: { eq: 'x' } }, sort: null };
  const position = { sortKey: '2026-01-01 00:00:00.123456+00', key: 'consignment_a' };

  test('opens for the same list, viewer and question, whatever the order of the keys', () => {
    const cursor = box.seal({ ...scope, filter: { a: { b: 1, c: 2 } } }, position);
    expect(box.open({ ...scope, filter: { a: { c: 2, b: 1 } } }, cursor)).toEqual(position);
    expect(cursor).not.toContain('consignment');
  });

  test('opens for nothing else', () => {
    const cursor = box.seal(scope, position);
    const invalid = expect.objectContaining({ code: 'CURSOR_INVALID' });
    for (const wrong of [
      { field: 'Vessel.consignments' },
      { filter: null },
      { sort: { field: 'MRN', direction: 'ASC' } },
    ]) {
      expect(() => box.open({ ...scope, ...wrong }, cursor)).toThrow(invalid);
    }
    expect(() => createCursorBox(keys.cursor, other).open(scope, cursor)).toThrow(invalid);
    expect(() => createCursorBox(keys.probe, facts).open(scope, cursor)).toThrow(invalid);
    expect(() => createCursorBox(keys.cursor, { ...facts, asOf: later(24.1) }).open(scope, cursor)).toThrow(invalid);
    expect(createCursorBox(keys.cursor, { ...facts, asOf: later(23.9) }).open(scope, cursor)).toEqual(position);
    for (const text of [
      '',
      'x',
      'AAAA',
      cursor.slice(0, -2),
      `${cursor.slice(0, 20)}${cursor[20] === 'A' ? 'B' : 'A'}${cursor.slice(21)}`,
    ]) {
      expect(() => box.open(scope, text)).toThrow(invalid);
    }
  });
});

describe('a match probe', () => {
  const values = { names: ['CHONG CHON GANG'], flag: 'KP' };
  const token = sealProbe(keys.probe, { facts, requestId: 'r1' }, values);

  test('opens for the viewer, request and instant that it was sealed for', () => {
    expect(openProbe(keys.probe, { facts, requestId: 'r1' }, token)).toEqual(values);
  });

  test('is nothing to any other viewer, request, instant or key', () => {
    expect(openProbe(keys.probe, { facts: other, requestId: 'r1' }, token)).toBeNull();
    expect(openProbe(keys.probe, { facts, requestId: 'r2' }, token)).toBeNull();
    expect(openProbe(keys.probe, { facts: { ...facts, asOf: later(0.001) }, requestId: 'r1' }, token)).toBeNull();
    expect(openProbe(keys.cursor, { facts, requestId: 'r1' }, token)).toBeNull();
    expect(openProbe(keys.probe, { facts, requestId: 'r1' }, 'forged')).toBeNull();
  });

  test('does not tell by its length how much was sealed', () => {
    const less = sealProbe(keys.probe, { facts, requestId: 'r1' }, {});
    expect(less).toHaveLength(token.length);
  });
});

describe("the gateway's assertion", () => {
  const body = '{"query":"{ __typename }"}';
  const start = 1_000_000_000_000;
  const invalid = expect.objectContaining({ code: 'SOURCE_ASSERTION_INVALID' });
  const verifierAt = (now: number, audience = 'cargo') => createAssertionVerifier(keys.link, audience, () => now);
  const sign = (stated = request, text = body, now = start) => signed(keys.link, stated, text, now);

  test('gives the request that was signed', () => {
    expect(assertionHeader).toBe('Portcullis-Assertion');
    expect(verifierAt(start).verify(sign(), body)).toEqual(request);
  });

  test('is good once', () => {
    const verifier = verifierAt(start);
    const header = sign();
    verifier.verify(header, body);
    expect(() => verifier.verify(header, body)).toThrow(invalid);
    expect(() => verifier.verify(sign(), body)).not.toThrow();
  });

  test('is good for 60 seconds', () => {
    expect(() => verifierAt(start + 60_000).verify(sign(), body)).not.toThrow();
    expect(() => verifierAt(start + 60_001).verify(sign(), body)).toThrow(invalid);
    expect(() => verifierAt(start - 60_001).verify(sign(), body)).toThrow(invalid);
  });

  test('is good for its body, source and key only', () => {
    expect(() => verifierAt(start).verify(sign(), `${body} `)).toThrow(invalid);
    expect(() => verifierAt(start, 'persons').verify(sign(), body)).toThrow(invalid);
    expect(() => createAssertionVerifier(keys.probe, 'cargo', () => start).verify(sign(), body)).toThrow(invalid);
    expect(() => verifierAt(start).verify(sign({ ...request, intent: 'WRITE' as 'READ' }), body)).toThrow(invalid);
    for (const header of [undefined, '', 'a', 'a.b', 'a.b.c', '.'])
      expect(() => verifierAt(start).verify(header, body)).toThrow(invalid);
  });

  test('cannot state another viewer without the key', () => {
    const [text = '', call, signature] = sign().split('.');
    const stated = JSON.parse(Buffer.from(text, 'base64url').toString());
    stated.facts.viewer.agency = 'DE-POLICE';
    const forged = `${Buffer.from(JSON.stringify(stated)).toString('base64url')}.${call}.${signature}`;
    expect(() => verifierAt(start).verify(forged, body)).toThrow(invalid);
  });

  test('cannot be put together of parts of two', () => {
    const [mine = ''] = sign().split('.');
    const [, call = '', signature = ''] = sign({ ...request, facts: other }).split('.');
    expect(() => verifierAt(start).verify([mine, call, signature].join('.'), body)).toThrow(invalid);
  });
});
