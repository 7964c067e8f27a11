import { describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  buildSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import type { NewEntry } from '../../../auditlog/types.js';
import { schemaSdl } from '../../../cli/policy/printSchema.js';
import { type Asker, noting, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const auditor: Asker = { agency: 'NL-CUSTOMS', role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT' };

const entries: NewEntry[] = [];
const settings = { corsOrigins: ['https://front-end.example'] };
const deployment = closedAfter(await openTestDeployment({ settings, watchLog: noting(entries) }));

const get = async (headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> =>
  await fetch(new URL('/schema.graphql', deployment.url), { ...init, headers });

describe('GET /schema.graphql', () => {
  test.each([
    ['customs', customs],
    ['an auditor', auditor],
  ])('prints to %s what introspection answers to it, and the command prints the same', async (_, asker) => {
    const response = await get(await deployment.headersOf(asker));
    const sdl = await response.text();
    const { body } = await deployment.ask(asker, getIntrospectionQuery({ specifiedByUrl: true }));
    // What is said of costs is not in introspection, which has no place for it.
    const sorted = (schema: GraphQLSchema) =>
      printSchema(lexicographicSortSchema(schema)).replaceAll(
        /"{3}\n[^"]*\n"{3}\ndirective @(cost|listSize)\(.*\n\n/g,
        '',
      );
    expect(sorted(buildSchema(sdl))).toBe(sorted(buildClientSchema(body.data)));
    const viewing = {
      agency: asker.agency,
      role: asker.role ?? 'ANALYST',
      purpose: asker.purpose,
      caseReference: undefined,
    };
    expect(`${await schemaSdl({ viewing })}\n`).toBe(sdl);
    expect(sdl).toContain(' @listSize(assumedSize: 100, ');
    expect(sdl).toContain('scalar DateTime @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339")');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('prints to each no more than they may ask', async () => {
    const [ofCustoms, ofAuditor] = await Promise.all(
      [customs, auditor].map(async (asker) => await (await get(await deployment.headersOf(asker))).text()),
    );
    expect(ofCustoms).toContain('grossMassKg');
    expect(ofAuditor).not.toContain('grossMassKg');
    const whole = await schemaSdl({});
    expect(whole.length).toBeGreaterThan((ofCustoms ?? '').length);
  });

  test('is refused without a token, by another method, for a forbidden purpose, and to machines, whose documents are registered', async () => {
    const codes = async (response: Response): Promise<unknown[]> => {
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
      return [response.status, errors[0]?.extensions.code];
    };
    expect(await codes(await get())).toEqual([401, 'UNAUTHENTICATED']);
    const headers = await deployment.headersOf(customs);
    const posted = await get(headers, { method: 'POST' });
    expect([posted.headers.get('allow'), ...(await codes(posted))]).toEqual(['GET', 405, 'METHOD_NOT_ALLOWED']);
    const border = { ...headers, 'query-purpose': 'BORDER_CHECK' };
    expect(await codes(await get(border))).toEqual([403, 'PURPOSE_NOT_ALLOWED']);
    const machine = await deployment.headersOf({ ...customs, role: 'SYSTEM_CLIENT' });
    expect(await codes(await get(machine))).toEqual([403, 'PERSISTED_DOCUMENT_ID_REQUIRED']);
  });

  test('is read by a front-end of an allowed origin', async () => {
    const response = await get({ ...(await deployment.headersOf(customs)), origin: 'https://front-end.example' });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://front-end.example');
  });

  test('leaves an entry in the log, of who read it for what', async () => {
    entries.splice(0);
    await get(await deployment.headersOf(customs));
    expect(entries).toMatchObject([
      {
        header: { agency: 'NL-CUSTOMS', kind: 'OUTCOME', purpose: 'CUSTOMS_CONTROL' },
        body: { operation: 'PrintSchema' },
      },
    ]);
  });
});
