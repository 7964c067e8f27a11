import { expect, test } from '@jest/globals';
import { createDocumentRepository, openRegister } from '../../../gateway/documents/register/repository.js';
import { withAdmin } from '../../../storage/roles.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { startHarness } from '../support/harness.js';

const database = await ownTestDatabase({ sources: ['gateway'] });
await withAdmin(database.adminUrl, (admin) => admin.query('revoke select on gateway.document from portcullis_gateway'));
const register = database.ending(openRegister(database.gatewayUrl));
const harness = database.ending(await startHarness({ documents: createDocumentRepository(register) }));

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
