import { describe, expect, it } from '@jest/globals';
import { toClearHeader } from '../../../auditlog/entry/header.js';
import { readUsualHeader } from '../../../auditlog/entry/usualHeader.js';
import { sampleBody, sampleHeader } from '../support/samples.js';

const told = ['agency', 'asker', 'at', 'code', 'documentHash', 'kind', 'purpose', 'requestId', 'retention', 'role'];
const textOf = (changes: Parameters<typeof sampleHeader>[0] = {}) =>
  JSON.stringify(toClearHeader(sampleHeader(changes), sampleBody()));

describe('the usual form of a header', () => {
  it('is that of an outcome, and says what JSON says', () => {
    for (const text of [
      textOf(),
      textOf({ agency: null, role: null, purpose: null }),
      textOf({ code: 'É 日本 \u2028' }),
    ]) {
      const said = JSON.parse(text) as Record<string, unknown>;
      expect(readUsualHeader(text)).toEqual(Object.fromEntries(told.map((name) => [name, said[name] ?? undefined])));
    }
  });

  it('is no text that is not JSON, and none that JSON reads in another way', () => {
    const text = textOf();
    const others = [
      ...[textOf({ code: 'a "b"' }), textOf({ code: 'a\\' }), textOf({ code: 'a\nb' })],
      ...[text.replace('"code"', '"agency":"XX","code"'), text.replace('"version":2', '"version":2,"kind":"ADMIN"')],
      ...[text.replace('"durationMs":', '"durationMs":0'), text.replace('{', '{ '), `${text}\n`, text.slice(0, -1), ''],
      ...[
        text.replace('"code":"', '"code":"\u0001'),
        text.replace('"rules":[', '"rules":[,'),
        text.replace('"kind":"', '"kind":x"'),
      ],
    ];
    expect(others.filter((other) => other === text)).toEqual([]);
    expect(others.map(readUsualHeader)).toEqual(others.map(() => undefined));
  });
});
