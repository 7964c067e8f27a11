import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { checkRegistration } from '../../../../gateway/documents/register/register.js';
import { createDocumentRepository, openRegister } from '../../../../gateway/documents/register/repository.js';
import { type LoadedSchema, loadSchema } from '../../../../gateway/supergraph/supergraph.js';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { packageFile, readPackageFile } from '../../../../schema/files.js';
import { ownTestDatabase } from '../../../support/runner/ownTestDatabase.js';

const policy = loadPolicy();
const asOf = '2026-11-25T10:00:00.000Z';
const registration = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL', registeredBy: 'ops', asOf } as const;
const text = '{ container(id: "ZZZU2601176") { containerId } }';

let schema: LoadedSchema;
beforeAll(async () => {
  schema = await loadSchema(readPackageFile('schema', 'supergraph.graphql'));
});

describe('registering a document', () => {
  const refusal = (document: string, over: object = {}): string => {
    try {
      checkRegistration({ ...registration, text: document, ...over }, policy, schema);
      return 'accepted';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  test.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ nope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { __typename } query B { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
    [`{ ${'a: __typename '.repeat(51)} }`, 'OPERATION_TOO_LARGE'],
    ['{ persons(filter: { topic: { eq: "crime" } }) { edges { cursor } } }', 'FILTER_NOT_PERMITTED'],
  ])('refuses %s with %s', (document, code) => expect(refusal(document)).toBe(code));
  test('refuses what the agency may not state, and an expiry in the past', () => {
    expect(refusal(text, { purpose: 'BORDER_CHECK' })).toBe('PURPOSE_NOT_ALLOWED');
    expect(refusal(text, { agency: 'EU-JUDICIAL' })).toBe('PURPOSE_NOT_ALLOWED');
    expect(refusal(text, { agency: 'NOBODY' })).toBe('BAD_USER_INPUT');
    expect(refusal(text, { expiresAt: '2020-01-01T00:00:00Z' })).toBe('BAD_USER_INPUT');
    expect(refusal(text, { expiresAt: 'soon' })).toBe('BAD_USER_INPUT');
  });
  test('says what of it will always be withheld', () => {
    const { withheld } = checkRegistration(
      { ...registration, text: '{ person(id: "x") { special { religion } } }' },
      policy,
      schema,
    );
    expect(withheld.map(({ path }) => path)).toEqual(['person.special']);
  });
  test.each(readdirSync(packageFile('schema', 'profiles')).map((file) => [file]))('takes the profile %s', (file) => {
    const profile = readPackageFile('schema', 'profiles', file);
    const { documentId, document } = checkRegistration({ ...registration, text: profile }, policy, schema);
    expect(documentId).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(document.operationName).toMatch(/Profile$/);
  });
});

const database = await ownTestDatabase({ sources: ['gateway'] });
const register = createDocumentRepository(database.ending(openRegister(database.gatewayUrl)));

describe('the register', () => {
  test('gives an agency its own documents, until they expire or are revoked', async () => {
    const save = async (expires: object) => {
      const checked = checkRegistration({ ...registration, text, ...expires }, policy, schema);
      await register.save(checked.document);
      return checked;
    };
    const { documentId } = await save({ expiresAt: '2026-12-01T00:00:00Z' });
    expect(await register.find('NL-CUSTOMS', documentId, asOf)).toMatchObject({ text, purpose: 'CUSTOMS_CONTROL' });
    expect(await register.find('BE-CUSTOMS', documentId, asOf)).toBeNull();
    expect(await register.find('NL-CUSTOMS', documentId, '2026-12-01T00:00:00.000Z')).toBeNull();
    expect(await register.revoke('BE-CUSTOMS', documentId, asOf)).toBe(false);
    expect(await register.revoke('NL-CUSTOMS', documentId, asOf)).toBe(true);
    expect(await register.find('NL-CUSTOMS', documentId, asOf)).toBeNull();
    expect((await register.list('NL-CUSTOMS')).map(({ revokedAt }) => revokedAt)).toEqual([asOf]);
    await save({});
    expect(await register.find('NL-CUSTOMS', documentId, '2030-01-01T00:00:00.000Z')).not.toBeNull();
  });
});
