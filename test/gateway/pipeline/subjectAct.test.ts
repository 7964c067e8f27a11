import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readPackageFile } from '../../../schema/files.js';
import { testSource } from '../support/harbour.js';
import { type Harness, startHarness } from '../support/harness.js';

/* Our own schema, served without a policy. */
let harness: Harness;
beforeAll(async () => {
  const source = testSource('ships');
  harness = await startHarness({
    supergraphSdl: readPackageFile('schema', 'supergraph.graphql'),
    clientOf: () => source,
  });
});
afterAll(() => harness?.close());

test('without a policy, what is held of a person is asked of nobody, by either handler, and an entry says so', async () => {
  const query = '{ subject(asked: { name: "Nemo Nusquam", identifiedBy: IN_PERSON }) { id } }';
  for (const handler of ['apollo', 'known']) {
    const { status, body } = await harness.ask(query);
    expect([status, body.errors[0].extensions.code, body.data]).toEqual([400, 'SUBJECT_NOT_ALONE', undefined]);
    expect(harness.lines.findLast(({ msg }) => msg === 'request')?.handler).toBe(handler);
    const { header, body: sealed } = harness.log.entries.at(-1) ?? {};
    expect(header).toMatchObject({ kind: 'REFUSED', code: 'SUBJECT_NOT_ALONE' });
    expect([header?.subjectRequest, sealed?.sources]).toEqual([undefined, []]);
  }
});
