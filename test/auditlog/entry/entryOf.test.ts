import { describe, expect, it } from '@jest/globals';
import { entryOf } from '../../../auditlog/entry/entryOf.js';

const header = {
  kind: 'OUTCOME',
  at: '2026-11-25T10:00:00.000Z',
  requestId: 'r',
  policyVersion: 'p',
  schemaHash: 's',
  code: 'OK',
};

describe('an entry that is made', () => {
  it('says nothing of what was not said, and has its members in one order', () => {
    const { header: clear, body } = entryOf(
      { ...header, kind: 'OUTCOME', subject: 'nl-0042' },
      { errorCodes: ['X'], variables: { a: 1 } },
    );
    expect(JSON.stringify(clear)).toBe(
      '{"kind":"OUTCOME","at":"2026-11-25T10:00:00.000Z","requestId":"r","subject":"nl-0042","agency":null,"agencyKind":null,' +
        '"role":null,"purpose":null,"policyVersion":"p","schemaHash":"s","documentHash":null,"operationName":null,"code":"OK",' +
        '"durationMs":0}',
    );
    expect(JSON.stringify(body)).toBe(
      '{"document":null,"literals":[],"variables":{"a":1},"caseReference":null,"justification":null,"disclosed":[],' +
        '"withheld":[],"sources":[],"errorCodes":["X"]}',
    );
  });
});
