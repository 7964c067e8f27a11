import { describe, expect, test } from '@jest/globals';
import { clientPattern, fetchedFields } from '../../gateway/execution/fetch/paths.js';
import { checkAnswer } from '../../gateway/execution/transport/answer.js';
import { plannedOperation } from '../../gateway/planning/definitions.js';

describe('paths', () => {
  test('a source path becomes the client pattern', () => {
    expect(clientPattern(['consignments', 'edges', '@', 'node'], ['_entities', '*', 'parties', '*', 'name'])).toBe(
      'consignments.edges.*.node.parties.*.name',
    );
    expect(clientPattern([], ['person', 'names', '*', 'name'])).toBe('person.names.*.name');
    expect(clientPattern([], ['_entities', 'edges', '*', 'name'])).toBe('_entities.edges.*.name');
  });
  test("the planner's own aliases never reach the client", () => {
    expect(clientPattern([], ['node', 'name__alias_0'])).toBe('node.name');
  });
  test('the fields of a fetch are named by the response', () => {
    expect(fetchedFields(plannedOperation('{ a: person(id: 1) { id } b }'))).toEqual(['a', 'b']);
    expect(
      fetchedFields(
        plannedOperation('query($r:[_Any!]!){_entities(representations:$r){...on P{__typename x:y ...on P{z}}}}'),
      ),
    ).toEqual(['x', 'z']);
  });
  test.each(['{ ...F } fragment F on Query { a }', '{ a } { b }', 'fragment F on Query { a }'])(
    'a fetch is one operation, without fragments to look up: %s',
    (text) => {
      expect(() => plannedOperation(text)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
    },
  );
});

describe('answers of sources', () => {
  const expected = { source: 'cargo', policyVersion: 'v1' };
  const group = { type: 'P', originator: null, categories: [], ids: ['1'] };
  const decisions = { envelope: '{}', full: ['p'], below: [['q', 'NONE', 'cell']], protected: true };
  const manifest = {
    source: 'cargo',
    policyVersion: 'v1',
    disclosed: [group],
    decided: [decisions],
  };
  const codeOf = (extensions: object): string => {
    try {
      checkAnswer({ data: {}, extensions: { ...extensions } }, expected);
      return 'accepted';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  test('a source that refuses is told to the operator by its code, and by nothing else of its words', () => {
    const refusal = (code: unknown) => () =>
      checkAnswer({ errors: [{ message: 'select 1', extensions: { code } }] }, expected);
    expect(refusal('SOURCE_POLICY_OTHER')).toThrow('no manifest, the source says SOURCE_POLICY_OTHER');
    for (const code of ['toString', 'select 1', 7]) expect(refusal(code)).toThrow(/^no manifest$/);
  });
  test('an answer with its manifest is taken', () => {
    expect(checkAnswer({ data: {}, extensions: { manifest } }, expected)).toMatchObject({
      manifest: 'present',
      withheld: [],
    });
  });
  test.each([
    ['without a manifest', {}],
    ["with another source's manifest", { manifest: { ...manifest, source: 'persons' } }],
    ['under another policy', { manifest: { ...manifest, policyVersion: 'v2' } }],
    ['with a manifest that names no entities', { manifest: { source: 'cargo', policyVersion: 'v1' } }],
    ['with malformed groups', { manifest: { ...manifest, disclosed: [{ type: 'P' }] } }],
    ['with records beside groups', { manifest: { ...manifest, disclosed: [{ ...group, id: '1', ids: undefined }] } }],
    ['with ids that are none', { manifest: { ...manifest, disclosed: [{ ...group, ids: ['1', 2] }] } }],
    ['with categories that are none', { manifest: { ...manifest, disclosed: [{ ...group, categories: [{}] }] } }],
    ['with an originator that is none', { manifest: { ...manifest, disclosed: [{ ...group, originator: 1 }] } }],
    ['with a hit that is none', { manifest: { ...manifest, disclosed: [{ ...group, hit: 'no' }] } }],
    ['that does not say what was decided', { manifest: { ...manifest, decided: undefined } }],
    [
      'with decisions under no envelope',
      { manifest: { ...manifest, decided: [{ ...decisions, envelope: undefined }] } },
    ],
    ['with a standing that is none', { manifest: { ...manifest, decided: [{ ...decisions, standing: 'FULL' }] } }],
    ['with a mark that is none', { manifest: { ...manifest, decided: [{ ...decisions, expired: false }] } }],
    ['with categories decided that are none', { manifest: { ...manifest, decided: [{ ...decisions, full: [1] }] } }],
    [
      'with a decision without its rule',
      { manifest: { ...manifest, decided: [{ ...decisions, below: [['q', 'NONE']] }] } },
    ],
    ['with a malformed report', { manifest, withheld: [{ path: 'a' }] }],
  ])('an answer %s is a failed source', (_name, extensions) => {
    expect(codeOf(extensions)).toBe('SOURCE_PROTOCOL_ERROR');
  });
});
