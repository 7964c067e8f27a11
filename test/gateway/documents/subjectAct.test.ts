import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { createCostCounter } from '../../../gateway/documents/cost.js';
import { createKnownDocuments } from '../../../gateway/documents/known.js';
import { defaultSettings } from '../../../gateway/settings.js';
import { readCosts } from '../../../schema/federation/costs.js';

const sdl = `
  type Query {
    subject(asked: SubjectInput!): Subject
    subjectAnswer(request: ID!, letterSha256: String!, decision: SubjectDecision!, leftOut: [LeftOut!]): SubjectRequest
    subjectAgreement(request: ID!, agency: ID!): SubjectAgreement
    other: String
  }
  input SubjectInput { request: ID, agency: ID, name: String! }
  input LeftOut { reason: String! }
  enum SubjectDecision { GRANTED GRANTED_IN_PART NOTHING_TOLD }
  type Subject { id: ID! agency: ID }
  type SubjectRequest { id: ID! }
  type SubjectAgreement { request: ID! }`;
const request = '01938c2e-7a11-7c44-9b1f-0123456789ab';
const sha256 = 'ab'.repeat(32);

/** What an operation does, as the stages ask it: fragments unfolded, conditions settled by coerced variables. */
function actOf(query: string, variables: Readonly<Record<string, unknown>> = {}, of = sdl) {
  const schema = buildSchema(of);
  const parts = {
    schema,
    counter: createCostCounter(schema, readCosts(parse(of))),
    needsPurpose: () => true,
  };
  const prepared = createKnownDocuments(schema, defaultSettings, parts)
    .check(query, parse(query), false)
    .operation(undefined);
  return prepared.subjectAct(prepared.coerce(variables), (id) => id === 'NL-CUSTOMS');
}
const codeOf = (query: string, variables = {}): unknown => {
  try {
    return actOf(query, variables);
  } catch (error) {
    const { code, extensions } = error as { code: string; extensions: { at?: string } };
    return [code, ...(extensions.at === undefined ? [] : [extensions.at])];
  }
};

describe("an operation about a person's request", () => {
  it('is known by its one field at the root: aliased, in a fragment, with __typename beside it', () => {
    expect(actOf('{ subject(asked: { name: "A B" }) { id } }')).toEqual({
      kind: 'SUBJECT_ASKED',
      responseName: 'subject',
    });
    expect(
      actOf('{ __typename ...F } fragment F on Query { ... on Query { x: subject(asked: { name: "A B" }) { id } } }'),
    ).toEqual({ kind: 'SUBJECT_ASKED', responseName: 'x' });
    expect(
      actOf('{ subject(asked: { name: "A B" }) { id } subject(asked: { name: "A B" }) { agency } }'),
    ).toMatchObject({
      responseName: 'subject',
    });
  });

  it('states the id that its variables have in the end, by whichever way', () => {
    const asked = { name: 'A B', request, agency: 'NL-CUSTOMS' };
    const stated = { kind: 'SUBJECT_ASKED', request, agency: 'NL-CUSTOMS' };
    expect(actOf('query ($a: SubjectInput!) { subject(asked: $a) { id } }', { a: asked })).toMatchObject(stated);
    expect(
      actOf(
        'query ($r: ID, $a: ID = "NL-CUSTOMS") { subject(asked: { name: "A B", request: $r, agency: $a }) { id } }',
        { r: request },
      ),
    ).toMatchObject(stated);
    expect(
      actOf('query ($r: ID!, $h: String!) { subjectAnswer(request: $r, letterSha256: $h, decision: GRANTED) { id } }', {
        r: request,
        h: sha256,
      }),
    ).toEqual({
      kind: 'SUBJECT_ANSWERED',
      responseName: 'subjectAnswer',
      request,
      letterSha256: sha256,
      decision: 'GRANTED',
    });
    expect(actOf(`{ subjectAgreement(request: "${request}", agency: "NL-CUSTOMS") { request } }`)).toEqual({
      ...{ kind: 'SUBJECT_AGREED', responseName: 'subjectAgreement', request, agency: 'NL-CUSTOMS' },
    });
  });

  it('is alone: anything else at the root is refused, a second request by an alias, too', () => {
    for (const beside of [
      'other',
      '__schema { __typename }',
      'b: subject(asked: { name: "C D" }) { id }',
      `subjectAgreement(request: "${request}", agency: "NL-CUSTOMS") { request }`,
      '... on Query { other }',
    ])
      expect([beside, codeOf(`{ subject(asked: { name: "A B" }) { id } ${beside} }`)]).toEqual([
        beside,
        ['SUBJECT_NOT_ALONE'],
      ]);
  });

  it('is whole and one: no part of it is deferred, none is subscribed to, and one name in the answer has one person', () => {
    const field = 'subject(asked: { name: "A B" }) { id }';
    expect(codeOf(`{ ... @defer { ${field} } }`)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codeOf(`subscription { ${field} }`)).toEqual(['OPERATION_NOT_SUPPORTED']);
    const two =
      'query ($a: SubjectInput!, $b: SubjectInput!) { subject(asked: $a) { id } subject(asked: $b) { agency } }';
    expect(codeOf(two, { a: { name: 'A B' }, b: { name: 'C D' } })).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('is what is left once its conditions are settled', () => {
    const query =
      'query ($x: Boolean!) { other @skip(if: $x) subject(asked: { name: "A B" }) @include(if: $x) { id } }';
    expect(actOf(query, { x: true })).toMatchObject({ kind: 'SUBJECT_ASKED' });
    expect(actOf(query, { x: false })).toBeNull();
    const both = 'query ($x: Boolean!) { other @include(if: $x) subject(asked: { name: "A B" }) { id } }';
    expect(codeOf(both, { x: true })).toEqual(['SUBJECT_NOT_ALONE']);
    expect(actOf(both, { x: false })).toMatchObject({ kind: 'SUBJECT_ASKED' });
  });

  it('has nothing for a clear header that could be a name: id, agency and hash have their forms', () => {
    const hash = (text: string) =>
      `{ subjectAnswer(request: "${request}", letterSha256: "${text}", decision: GRANTED) { id } }`;
    expect(codeOf('{ subject(asked: { name: "A B", request: "Jane Example" }) { id } }')).toEqual([
      'BAD_USER_INPUT',
      'SubjectInput.request',
    ]);
    expect(codeOf('{ subject(asked: { name: "A B", agency: "Jane Example" }) { id } }')).toEqual([
      'BAD_USER_INPUT',
      'SubjectInput.agency',
    ]);
    expect(codeOf(`{ subjectAgreement(request: "${request}", agency: "toString") { request } }`)).toEqual([
      ...['BAD_USER_INPUT', 'Query.subjectAgreement(agency:)'],
    ]);
    for (const text of ['', 'AB'.repeat(32), `${sha256}0`, 'Jane Example'])
      expect(codeOf(hash(text))).toEqual(['BAD_USER_INPUT', 'Query.subjectAnswer(letterSha256:)']);
    for (const text of ['', request.toUpperCase(), `${request}/0`, ` ${request}`])
      expect(codeOf(`{ subject(asked: { name: "A B", request: "${text}" }) { id } }`)).toEqual([
        'BAD_USER_INPUT',
        'SubjectInput.request',
      ]);
  });

  it('is none of another graph that has a field of that name', () => {
    const school = 'type Query { subject(id: ID!): Subject subjectAnswer: String other: Int } type Subject { id: ID }';
    expect(actOf('{ subject(id: "maths") { id } subjectAnswer other }', {}, school)).toBeNull();
    expect(actOf('{ other }')).toBeNull();
  });
});
