import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { extractLiterals } from '../../../../auditlog/extractLiterals.js';
import { statedPerson } from '../../../../subgraphs/audit/requests/statedPerson.js';

/** The person of a question, from what an entry seals of it. */
const personOf = (text: string, variables: Readonly<Record<string, unknown>> | null = null) => {
  const { text: document, literals } = extractLiterals(parse(text));
  return statedPerson({ document, literals, variables });
};
const nora = { name: 'Nora Nowhere', birthDate: '1980-02-03' };
const told = { ...nora, numbers: [] };
const byVariable = 'query ($a: SubjectInput!) { subject(asked: $a) { id } }';

describe('the person of a question', () => {
  it('is known from variables, literals, and both', () => {
    expect(personOf(byVariable, { a: nora })).toEqual(told);
    expect(
      personOf('{ subject(asked: { name: "Nora Nowhere", birthDate: "1980-02-03", identifiedBy: IN_PERSON }) { id } }'),
    ).toEqual(told);
    const both = `query ($_1: String!, $first: Int) {
      x: subject(asked: { identifiedBy: IN_PERSON, name: $_1, birthDate: "1980-02-03" }) { ...F } }
      fragment F on Subject { id agency @skip(if: false) }`;
    expect(personOf(both, { _1: 'Nora Nowhere' })).toEqual(told);
  });

  it('has the numbers of documents, of one alone too, and the EORI, however they are written', () => {
    const documents = [{ number: 'xa 123-4567', country: 'NL' }, { number: 'XB7654321' }];
    const found = personOf(byVariable, { a: { ...nora, documents, eori: 'nl 123456789' } });
    expect(found?.numbers).toEqual(['XA1234567', 'XB7654321', 'NL123456789']);
    expect(personOf(byVariable, { a: { ...nora, documents: documents[0] } })?.numbers).toEqual(['XA1234567']);
  });

  it('is one where a field asks twice, and nobody where two fields ask, or it cannot be told', () => {
    const field = (variable: string) => `subject(asked: $${variable}) { id }`;
    const twice = `query ($a: SubjectInput!) { ${field('a')} ${field('a')} }`;
    expect(personOf(twice, { a: nora })).toEqual(told);
    const two = `query ($a: SubjectInput!, $b: SubjectInput!) { ${field('a')} b: ${field('b')} }`;
    expect(personOf(two, { a: nora, b: nora })).toBeNull();
    const byDefault = 'query ($n: String! = "Nora Nowhere") { subject(asked: { name: $n }) { id } }';
    expect(personOf(byDefault)).toBeNull();
    expect(personOf('{ viewer { agency } }')).toBeNull();
    expect(personOf(byVariable, { a: { name: 'Nora '.repeat(101) } })).toBeNull();
    expect(statedPerson({ document: null, literals: [], variables: null })).toBeNull();
  });
});
