import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createDocumentRepository, openRegister } from '../../../gateway/documents/register/repository.js';
import { withAdmin } from '../../../storage/roles.js';
import type { WritableDatabase } from '../../../storage/types.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { type Harness, startHarness } from '../support/harness.js';

let database: TestDatabase;
let register: WritableDatabase;
let harness: Harness;
beforeAll(async () => {
  database = await createTestDatabase({ sources: ['gateway'] });
  await withAdmin(database.adminUrl, (admin) =>
    admin.query('revoke select on gateway.document from portcullis_gateway'),
  );
  register = openRegister(database.gatewayUrl);
  harness = await startHarness({ documents: createDocumentRepository(register) });
});
afterAll(async () => {
  await harness.close();
  await register.close();
  await database.close();
});

test('a register whose right is gone is told to the operator, by PostgreSQL code, and to no client', async () => {
  const { status, body } = await harness.ask(undefined as unknown as string, {
    documentId: `sha256:${'a'.repeat(64)}`,
  });
  const { requestId } = body.extensions;
  expect(status).toBe(500);
  expect(body.errors).toEqual([
    {
      message: 'Something went wrong here.',
      extensions: { code: 'INTERNAL', requestId, hint: 'Tell the operator the requestId.' },
    },
  ]);
  expect(harness.lines.filter(({ msg }) => msg === 'a request failed')).toEqual([
    expect.objectContaining({ requestId, err: expect.objectContaining({ code: '42501' }) }),
  ]);
});
