import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { codeOf, statusOf, toClientError } from '../../../gateway/http/clientErrors.js';
import { type ErrorCode, errorRegistry, isInternal, PortcullisError } from '../../../schema/errors.js';

const show = (error: unknown): string => JSON.stringify(toClientError(error, 'r'));

describe('errors as the client sees them', () => {
  test.each([
    [new Error('select * from persons at 10.0.0.1')],
    [new PortcullisError('INTERNAL', { message: 'select * from persons at 10.0.0.1' })],
    [
      new GraphQLError('select * from persons at 10.0.0.1', {
        extensions: { code: 'DOWNSTREAM', serviceName: '10.0.0.1' },
      }),
    ],
    ['select * from persons at 10.0.0.1'],
    [undefined],
  ])('show nothing of what broke inside: %#', (error) => {
    expect(show(error)).not.toMatch(/select|10\.0\.0\.1/);
    expect(toClientError(error, 'r').extensions).toEqual({
      code: 'INTERNAL',
      requestId: 'r',
      hint: expect.any(String),
    });
  });
  test.each((Object.keys(errorRegistry) as ErrorCode[]).filter(isInternal))(
    'are INTERNAL for %s, which is for the operator alone, no matter who says it',
    (code) => {
      const facts = { source: 'gateway', reason: 'x' };
      for (const error of [
        new PortcullisError(code, { facts, hint: 'x', at: 'x', message: 'x' }),
        new GraphQLError('x', { extensions: { code } }),
      ])
        expect(toClientError(error, 'r')).toEqual({
          message: errorRegistry.INTERNAL.message,
          extensions: { code: 'INTERNAL', requestId: 'r', hint: errorRegistry.INTERNAL.hint },
        });
    },
  );
  test('keep only the facts that are meant for them', () => {
    const error = new PortcullisError('OPERATION_TOO_COSTLY', {
      facts: { limit: 5, presented: true, stack: 'x' },
      cause: new Error('y'),
    });
    expect(toClientError(error, 'r').extensions).toEqual({
      code: 'OPERATION_TOO_COSTLY',
      requestId: 'r',
      hint: expect.any(String),
      limit: 5,
    });
  });
  test('suggest no names', () => {
    const message = 'Field "tex" is not defined by type "Deep". Did you mean "text"?';
    expect(toClientError(new PortcullisError('BAD_USER_INPUT', { message }), 'r').message).toBe(
      'Field "tex" is not defined by type "Deep".',
    );
  });
  test('have the names of the registry, no matter who threw them', () => {
    expect(codeOf(new GraphQLError('x', { extensions: { code: 'BAD_REQUEST' } }))).toBe('REQUEST_MALFORMED');
    expect(codeOf(new GraphQLError('x', { extensions: { code: 'BAD_REQUEST', http: { status: 405 } } }))).toBe(
      'METHOD_NOT_ALLOWED',
    );
    expect(codeOf(new GraphQLError('Syntax Error: Document contains more that 2000 tokens. Parsing aborted.'))).toBe(
      'OPERATION_TOO_LARGE',
    );
    expect(codeOf(new GraphQLError('x', { extensions: { code: 'constructor' } }))).toBe('INTERNAL');
  });
  test('have 200 in the old media type only for faults of the document', () => {
    expect(statusOf('GRAPHQL_VALIDATION_FAILED', 'application/json; charset=utf-8')).toBe(200);
    expect(statusOf('REQUEST_MALFORMED', 'application/json; charset=utf-8')).toBe(400);
    expect(statusOf('GRAPHQL_VALIDATION_FAILED', 'application/graphql-response+json; charset=utf-8')).toBe(400);
  });
});

test.each([
  ['DEADLINE_EXCEEDED', '--deadline-ms'],
  ['SOURCE_TIMEOUT', '--source-timeout-ms'],
  ['AUDIT_UNAVAILABLE', '--log-timeout-ms'],
] as const)('%s names the setting that it met', (code, setting) => {
  expect(toClientError(new PortcullisError(code), 'r1').extensions?.hint).toContain(setting);
});
