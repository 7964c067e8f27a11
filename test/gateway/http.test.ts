import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readBody } from '../../gateway/http/body.js';
import { parseJson } from '../../gateway/http/json.js';
import { assertJsonType, chooseMediaType, JSON_TYPE, RESPONSE_TYPE } from '../../gateway/http/mediaType.js';
import { parametersOfBody, parametersOfSearch } from '../../gateway/http/parameters.js';
import { decodeHeaderText } from '../../gateway/http/text.js';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('JSON', () => {
  test.each([
    ['{"a":1,"a":2}'],
    ['{"a":1,"\\u0061":2}'],
    ['{"x":{"b":[{"c":1,"c":1}]}}'],
    ['{"query":"{ a }","query":"{ b }"}'],
    ['{"a\\"":1,"a\\"":2}'],
    ['[{"a":1},{"__proto__":1,"__proto__":2}]'],
  ])('refuses the key named twice in %s', (text) => expect(codeOf(() => parseJson(text))).toBe('DUPLICATE_KEY'));
  test.each([['{"a":{"a":1},"b":{"a":1}}'], ['[{"a":1},{"a":2}]'], ['{"a":"\\"a\\":1,","b":["a","a"]}']])(
    'takes the same key in different objects: %s',
    (text) => expect(parseJson(text)).toEqual(JSON.parse(text)),
  );
  test('reads whatever JSON.parse reads', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 6 }), (text) => expect(parseJson(text)).toEqual(JSON.parse(text))));
  });
  test('refuses what is not JSON, and half characters', () => {
    for (const text of ['', '{', '{"a', '{"a":}', 'nope', '"\\ud800"', '{"\\udc00x":1}', '}']) {
      expect(codeOf(() => parseJson(text))).toBe('REQUEST_MALFORMED');
    }
    expect(parseJson('"\\ud83c\\udfc3 \\\\ud800"')).toBe('🏃 \\ud800');
  });
  test('refuses nesting that only serves to exhaust a stack, in linear time', () => {
    expect(codeOf(() => parseJson('['.repeat(500_000)))).toBe('REQUEST_MALFORMED');
    expect(codeOf(() => parseJson(`${'['.repeat(65)}${']'.repeat(65)}`))).toBe('REQUEST_MALFORMED');
    expect(codeOf(() => parseJson(`${'['.repeat(64)}${']'.repeat(64)}`))).toBe('accepted');
  });
  test('a key __proto__ is a key like any other', () => {
    const value = parseJson('{"__proto__":{"polluted":true}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('parameters', () => {
  test('of a body', () => {
    expect(parametersOfBody('{"query":"{a}","variables":null,"operationName":null,"extensions":null}')).toMatchObject({
      query: '{a}',
      variables: {},
    });
  });
  test.each([
    ['[]', 'BATCHING_NOT_SUPPORTED'],
    ['[{"query":"{a}"}]', 'BATCHING_NOT_SUPPORTED'],
    ['"x"', 'REQUEST_MALFORMED'],
    ['{}', 'REQUEST_MALFORMED'],
    ['{"query":1}', 'REQUEST_MALFORMED'],
    ['{"query":"{a}","variables":"{}"}', 'REQUEST_MALFORMED'],
    ['{"query":"{a}","variables":[]}', 'REQUEST_MALFORMED'],
    ['{"query":"{a}","documentId":"sha256:x"}', 'REQUEST_MALFORMED'],
    ['{"query":"{a}","extensions":{"persistedQuery":{}}}', 'REQUEST_MALFORMED'],
  ])('of the body %s are refused: %s', (body, code) => expect(codeOf(() => parametersOfBody(body))).toBe(code));
  test('of a query string, each once', () => {
    expect(parametersOfSearch('?query=%7Ba%7D&variables=%7B%22x%22%3A1%7D')).toMatchObject({
      query: '{a}',
      variables: { x: 1 },
    });
    expect(codeOf(() => parametersOfSearch('?query=a&query=b'))).toBe('DUPLICATE_KEY');
    expect(codeOf(() => parametersOfSearch('?query=a&variables={"a":1,"a":2}'))).toBe('DUPLICATE_KEY');
  });
  test("Apollo's spelling of a document id is one", () => {
    expect(parametersOfBody('{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}').documentId).toBe(
      'sha256:ab',
    );
  });
});

describe('media types', () => {
  test.each([
    [undefined, JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/*', JSON_TYPE],
    ['application/graphql-response+json', RESPONSE_TYPE],
    ['application/json, application/graphql-response+json', JSON_TYPE],
    ['application/graphql-response+json, application/json', RESPONSE_TYPE],
    [
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
      RESPONSE_TYPE,
    ],
    ['application/graphql-response+json,application/json;q=0.9', RESPONSE_TYPE],
    ['application/json;q=0.1, application/graphql-response+json;q=0', JSON_TYPE],
    ['*/*;q=0.1, application/graphql-response+json', RESPONSE_TYPE],
  ])('%s is answered in %s', (accept, type) => expect(chooseMediaType(accept)).toBe(type));
  test.each([['text/html'], ['application/json;q=0'], ['application/json;q=0, */*;q=0']])(
    '%s cannot be served',
    (accept) => expect(codeOf(() => chooseMediaType(accept))).toBe('NOT_ACCEPTABLE'),
  );
  test.each([
    [undefined],
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['application/json; charset=latin1'],
    ['application/jsonp'],
  ])('a body of %s is refused', (type) => expect(codeOf(() => assertJsonType(type))).toBe('UNSUPPORTED_MEDIA_TYPE'));
  test('JSON in UTF-8 is taken', () => {
    for (const type of ['application/json', 'Application/JSON; charset="UTF-8"'])
      expect(codeOf(() => assertJsonType(type))).toBe('accepted');
  });
});

describe('bodies', () => {
  const request = (chunks: Buffer[], headers: Record<string, string[]> = {}) => ({
    method: 'POST',
    path: '/graphql',
    search: '',
    address: 'x',
    port: () => 4000,
    isComplete: () => true,
    headers,
    body: Readable.from(chunks),
  });
  const outcome = async (...given: Parameters<typeof request>): Promise<string> =>
    await readBody(request(...given), 1_000).catch((error: { code: string }) => error.code);
  test('are limited as they come', async () => {
    expect(await outcome([Buffer.alloc(600), Buffer.alloc(600)])).toBe('BODY_TOO_LARGE');
    expect(await outcome([], { 'content-length': ['2000'] })).toBe('BODY_TOO_LARGE');
  });
  test('are not waited for where they are too large and do not end', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) yield Buffer.alloc(100_000);
    }
    const silent = new Readable({ read: () => undefined });
    const read = async (body: Readable, length: string): Promise<string> =>
      await readBody({ ...request([], { 'content-length': [length] }), body }, 1_000).catch(({ code }) => code);
    expect(await read(Readable.from(endless()), '0')).toBe('BODY_TOO_LARGE');
    expect(await read(silent, '2000')).toBe('BODY_TOO_LARGE');
    expect(await read(silent, '100000000')).toBe('BODY_TOO_LARGE');
  });
  test('are limited as they unfold', async () => {
    expect(await outcome([gzipSync(Buffer.alloc(100_000, 97))], { 'content-encoding': ['gzip'] })).toBe(
      'BODY_TOO_LARGE',
    );
  });
  test('are unfolded where they came packed', async () =>
    expect(await outcome([gzipSync('héllo')], { 'content-encoding': ['gzip'] })).toBe('héllo'));
  test('are refused where they are not what they say', async () => {
    expect(await outcome([Buffer.from('x')], { 'content-encoding': ['gzip'] })).toBe('REQUEST_MALFORMED');
    expect(await outcome([Buffer.from('x')], { 'content-encoding': ['zstd'] })).toBe('UNSUPPORTED_MEDIA_TYPE');
    expect(await outcome([Buffer.from('x')], { 'content-encoding': ['__proto__'] })).toBe('UNSUPPORTED_MEDIA_TYPE');
    expect(await outcome([Buffer.from([0xff, 0xfe])])).toBe('REQUEST_MALFORMED');
  });
});

describe('header text', () => {
  test('is percent-encoded UTF-8; ASCII stands for itself', () => {
    expect(decodeHeaderText('NLC-2026-00017')).toBe('NLC-2026-00017');
    expect(decodeHeaderText('caf%C3%A9')).toBe('café');
  });
  test.each([['caf\u00e9'], ['%'], ['%ff'], ['%0Ainjected'], ['a'.repeat(2_001)]])(
    '%# is refused where it is not',
    (value) => expect(decodeHeaderText(value)).toBeUndefined(),
  );
});
