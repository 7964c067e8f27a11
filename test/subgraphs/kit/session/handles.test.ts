import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { createHandleBox, handleKey } from '../../../../subgraphs/kit/session/handles.js';
import { requestOf } from '../../cargo/requests.js';

const key = handleKey(new Uint8Array(32).fill(2));
const { facts } = requestOf(loadPolicy(), 'NL-CUSTOMS');
const at = (asOf: string, more: object = {}) => createHandleBox(key, { ...facts, ...more, asOf });
const sealed = at('2026-11-25T10:59:59Z').seal('Person', 'ref', 'r'.repeat(43));

describe('a handle', () => {
  test('is the same for the same key within the hour, in whichever source, and holds nothing readable', () => {
    expect(at('2026-11-25T10:00:00Z').seal('Person', 'ref', 'r'.repeat(43))).toBe(sealed);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('rrr');
    expect(at('2026-11-25T10:00:00Z').seal('Person', 'ref', 's'.repeat(43))).not.toBe(sealed);
    expect(at('2026-11-25T11:00:00Z').seal('Person', 'ref', 'r'.repeat(43))).not.toBe(sealed);
  });

  test.each([
    ['in its hour', '2026-11-25T10:00:00Z', true],
    ['in the hour after it', '2026-11-25T11:59:59Z', true],
    ['by a source whose clock is behind', '2026-11-25T09:59:59Z', true],
    ['two hours later', '2026-11-25T12:00:00Z', false],
    ['two hours before', '2026-11-25T08:59:59Z', false],
  ])('is opened %s: %s %s', (_when, asOf, opens) => {
    const open = () => at(asOf).open('Person', 'ref', sealed);
    if (opens) expect(open()).toBe('r'.repeat(43));
    else expect(open).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  test.each([
    ['another agency', { viewer: { ...facts.viewer, agency: 'BE-CUSTOMS' } }],
    ['another person', { viewer: { ...facts.viewer, subject: 'another' } }],
    ['another role', { viewer: { ...facts.viewer, role: 'AUDITOR' } }],
    ['another clearance', { viewer: { ...facts.viewer, clearance: 'SECRET_UE' } }],
    ['another purpose', { purpose: 'BORDER_CHECK' }],
    ['another case', { caseReference: 'NLC-2026-1' }],
  ])('is not opened for %s', (_who, more) => {
    expect(() => at('2026-11-25T10:00:00Z', more).open('Person', 'ref', sealed)).toThrow();
  });

  test('is good as that key of that type alone, and as it was sealed', () => {
    const box = at('2026-11-25T10:00:00Z');
    expect(() => box.open('Person', 'visibleRef', sealed)).toThrow();
    expect(() => box.open('Organization', 'ref', sealed)).toThrow();
    for (const forged of ['', 'x', sealed.slice(1), `${sealed}AAAA`, 'r'.repeat(43), null, 7])
      expect(() => box.open('Person', 'ref', forged)).toThrow();
    const other = createHandleBox(handleKey(new Uint8Array(32).fill(3)), facts);
    expect(() => other.open('Person', 'ref', sealed)).toThrow();
  });
});
