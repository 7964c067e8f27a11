import { describe, expect, test } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import { searchedEntities } from '../../../gateway/execution/otherNames.js';
import { unfolded } from '../../support/unfolded.js';

const schema = buildSchema(`
  type Query { auditEntries(first: Int, filter: AuditEntryFilter): Int  persons(filter: PersonFilter): Int }
  input AuditEntryFilter { and: [AuditEntryFilter!]  not: AuditEntryFilter  entity: AuditEntityFilter  subject: AuditEntityFilter }
  input AuditEntityFilter { eq: ID  in: [ID!] }
  input PersonFilter { entity: AuditEntityFilter }
`);
const asked = (text: string, variables = {}) =>
  searchedEntities({ kind: Kind.DOCUMENT, definitions: [unfolded(parse(text))] }, schema, variables);
const pseudonym = 'N_dB3txxrh0s1YvmLhCuCKutB53oSCypefuWTznGv6A';

describe('the entities that a question searches the log for', () => {
  test('are found in literals, variables and fragments, however deep', () => {
    expect(asked('{ auditEntries(filter: { not: { and: [{ entity: { eq: "person_a" } }] } }) }')).toEqual(['person_a']);
    const variable = 'query ($f: AuditEntryFilter) { ...all } fragment all on Query { auditEntries(filter: $f) }';
    const f = { entity: { eq: 'seizure_b', in: ['person_a', pseudonym] } };
    expect(asked(variable, { f })).toEqual(['seizure_b', 'person_a', pseudonym]);
    const inner = 'query ($id: ID!) { auditEntries(filter: { entity: { in: [$id, "person_b"] } }) }';
    expect(asked(inner, { id: 'person_a' })).toEqual(['person_a', 'person_b']);
  });

  test('are records alone: no number, no other leaf, no other filter', () => {
    expect(asked('{ auditEntries(filter: { entity: { eq: "CSQU3054383" } }) }')).toEqual([]);
    expect(asked('{ auditEntries(filter: { subject: { eq: "person_a" } }) }')).toEqual([]);
    expect(asked('{ persons(filter: { entity: { eq: "person_a" } }) }')).toEqual([]);
  });

  test('are a hundred at most', () => {
    const f = { entity: { in: Array.from({ length: 101 }, (_, at) => `person_${at}`) } };
    const query = 'query ($f: AuditEntryFilter) { auditEntries(filter: $f) }';
    expect(() => asked(query, { f })).toThrow('At most 100 entities at once.');
  });
});
