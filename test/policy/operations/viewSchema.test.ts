import { describe, expect, it } from '@jest/globals';
import { type GraphQLObjectType, getIntrospectionQuery, graphqlSync, parse, validate, validateSchema } from 'graphql';
import { viewSchema } from '../../../policy/operations/viewSchema.js';
import { access, boundsWith, schema } from './operationSchema.js';

const analyst = viewSchema(schema, access, boundsWith({ identity: 'FULL', documents: 'HIT', reason: 'MASKED' }));
const nobody = viewSchema(schema, access, boundsWith({}));

const fieldsOf = (of: typeof schema, type: string) =>
  Object.keys((of.getType(type) as GraphQLObjectType | undefined)?.getFields() ?? {});

describe('the schema of a view', () => {
  it('is a valid schema that introspection answers from', () => {
    for (const view of [analyst, nobody]) {
      expect(validateSchema(view)).toEqual([]);
      expect(graphqlSync({ schema: view, source: getIntrospectionQuery() }).errors).toBeUndefined();
    }
  });

  it('has the fields that some record could show', () => {
    expect(fieldsOf(analyst, 'Person')).toContain('reason');
    expect(fieldsOf(analyst, 'Person')).not.toContain('home');
    expect(fieldsOf(nobody, 'Person')).toEqual(['id', 'visibleRef']);
  });

  it('has the inputs that may be used', () => {
    expect(fieldsOf(analyst, 'PersonFilter')).toEqual(['and', 'not', 'name']);
    expect(analyst.getType('PassportInput')).toBeDefined();
    expect(validate(analyst, parse('{ persons(sort: { field: REASON }) { edges { cursor } } }'))).not.toEqual([]);
    expect(validate(analyst, parse('{ persons(sort: { field: NAME }) { edges { cursor } } }'))).toEqual([]);
  });

  it('has no field whose required argument may not be used', () => {
    expect(fieldsOf(analyst, 'Query')).not.toContain('score');
  });

  it('has no type that became empty or that nothing reaches', () => {
    for (const gone of [
      'Vault',
      'PassportInput',
      'PersonFilter',
      'PersonSort',
      'PersonSortField',
      'StringFilter',
      'Passport',
    ]) {
      expect(nobody.getType(gone)).toBeUndefined();
    }
    expect(fieldsOf(nobody, 'Port')).toEqual(['code', 'name']);
    expect(nobody.getType('Titled')).toBeUndefined();
  });

  it('does not tell of the labels', () => {
    expect(analyst.getDirective('access')).toBeUndefined();
  });
});
