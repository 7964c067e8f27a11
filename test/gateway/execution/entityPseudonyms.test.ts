import { describe, expect, test } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import { askEntityPseudonyms, searchedEntities } from '../../../gateway/execution/entityPseudonyms.js';
import type { SourceClient } from '../../../gateway/execution/transport/sourceClient.js';
import type { OperationCall } from '../../../gateway/execution/types.js';
import type { Span } from '../../../subgraphs/kit/tracing/span.js';
import { unfolded } from '../../support/unfolded.js';

const schema = buildSchema(`
  type Query { auditEntries(first: Int, filter: AuditEntryFilter): Int  persons(filter: PersonFilter): Int }
  input AuditEntryFilter { and: [AuditEntryFilter!]  or: [AuditEntryFilter!]  not: AuditEntryFilter  entity: AuditEntityFilter  subject: AuditEntityFilter }
  input AuditEntityFilter { id: ID  type: String  number: String }
  input PersonFilter { entity: AuditEntityFilter }
`);
const asked = (text: string, variables = {}) =>
  searchedEntities({ kind: Kind.DOCUMENT, definitions: [unfolded(parse(text))] }, schema, variables);
const pseudonym = 'N_dB3txxrh0s1YvmLhCuCKutB53oSCypefuWTznGv6A';

describe('the entities that a question searches the log for', () => {
  test('are found in literals, variables and fragments, however deep', () => {
    expect(asked('{ auditEntries(filter: { not: { and: [{ entity: { id: "person_a" } }] } }) }')).toEqual(['person_a']);
    const variable = 'query ($f: AuditEntryFilter) { ...all } fragment all on Query { auditEntries(filter: $f) }';
    const f = { or: [{ entity: { id: 'seizure_b' } }, { entity: { id: 'person_a' } }, { entity: { id: pseudonym } }] };
    expect(asked(variable, { f })).toEqual(['seizure_b', 'person_a', pseudonym]);
    const inner =
      'query ($id: ID!) { auditEntries(filter: { or: [{ entity: { id: $id } }, { entity: { id: "person_b" } }] }) }';
    expect(asked(inner, { id: 'person_a' })).toEqual(['person_a', 'person_b']);
  });

  test('are records alone: no number, no other leaf, no other filter', () => {
    expect(asked('{ auditEntries(filter: { entity: { type: "Container", number: "CSQU3054383" } }) }')).toEqual([]);
    expect(asked('{ auditEntries(filter: { subject: { id: "person_a" } }) }')).toEqual([]);
    expect(asked('{ persons(filter: { entity: { id: "person_a" } }) }')).toEqual([]);
  });

  test('are a hundred at most', () => {
    const f = { or: Array.from({ length: 101 }, (_, at) => ({ entity: { id: `person_${at}` } })) };
    const query = 'query ($f: AuditEntryFilter) { auditEntries(filter: $f) }';
    expect(() => asked(query, { f })).toThrow('At most 100 entities at once.');
  });
});

test("a source that is asked for the names of records is asked under the request's own span", async () => {
  const asked: (string | undefined)[] = [];
  const client: SourceClient = {
    execute: async ({ traceparent }) => {
      asked.push(traceparent);
      return { data: { _entities: [null] } };
    },
    close: async () => undefined,
  };
  const options = { policyVersion: '', sourceTimeoutMs: 1_000, onFailure: () => undefined };
  const owners = { options, clients: new Map([['persons', client]]), sources: ['persons'] };
  const { signal } = new AbortController();
  const call = {
    session: { request: {} },
    sources: [],
    signal,
    traceparent: 'of the client',
  } as unknown as OperationCall;
  const span = { traceparent: 'of the span' } as unknown as Span;
  await askEntityPseudonyms([pseudonym], { ...call, span }, owners);
  await askEntityPseudonyms([pseudonym], call, owners);
  expect(asked).toEqual(['of the span', 'of the client']);
});
