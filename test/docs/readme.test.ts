import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { loadDemo } from '../../ingest/demo/load.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { readPackageFile } from '../../schema/files.js';
import { linkKey } from '../ingest/support/samples.js';
import { openTestDeployment, type TestDeployment } from '../support/deployment.js';

let deployment: TestDeployment;
beforeAll(async () => {
  // As `start` loads it.
  deployment = await openTestDeployment({ linkKey });
  await loadDemo({ databases: deployment.databases, linkKey, policy: loadPolicy() });
});
afterAll(() => deployment?.close());

/** The block of this language that comes first behind a heading. */
function blockBelow(heading: string, language: string): string {
  const below = readPackageFile('README.md').split(`## ${heading}\n`)[1] ?? '';
  return new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(below)?.[1] ?? '';
}

it('is answered as README says: start loaded another seed than tests did, and a namesake came first', async () => {
  const { body } = await deployment.ask(
    { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' },
    blockBelow('The first question', 'graphql'),
  );
  const { data } = JSON.parse(blockBelow('The first question', 'json'));
  expect(body.data).toEqual(data);
});
