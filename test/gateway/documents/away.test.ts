import { expect, test } from '@jest/globals';
import { createDocumentRepository, openRegister } from '../../../gateway/documents/register/repository.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { startHarness } from '../support/harness.js';

const register = closedAfter(openRegister({ host: '127.0.0.1', port: 1 }));
const harness = closedAfter(await startHarness({ documents: createDocumentRepository(register) }));

test('a register that is away is blamed on itself: it was opened, and named to clients, as the directory', async () => {
  const { status, headers, body } = await harness.ask(undefined as unknown as string, {
    documentId: `sha256:${'a'.repeat(64)}`,
  });
  expect(status).toBe(503);
  expect(headers.get('retry-after')).toBe('1');
  expect(body.errors).toEqual([
    {
      message: 'The register of documents did not answer.',
      extensions: expect.objectContaining({ code: 'DOCUMENTS_UNAVAILABLE' }),
    },
  ]);
  expect(body.errors[0].extensions).not.toHaveProperty('source');
  expect(harness.log.entries.at(-1)?.header).toMatchObject({ kind: 'REFUSED', code: 'DOCUMENTS_UNAVAILABLE' });
});
