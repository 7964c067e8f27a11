import { expect, test } from '@jest/globals';
import { exportsOf } from '../../../cli/serve/exportsOf.js';

/* Fault: a power cut of the log's database made an export INTERNAL, where any other question was told AUDIT_UNAVAILABLE. */
test('an export whose place cannot be asked for is told that the log is not to be had', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const { places } = exportsOf({ connect: () => Promise.reject(refused) } as never, {} as never);
  await expect(places.take('NL-CUSTOMS s-1')).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
});
