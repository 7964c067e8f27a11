import { beforeAll, expect, test } from '@jest/globals';
import { decodeCells } from '../../../client/cells.js';
import type { WithheldLine } from '../../../client/withheld.js';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { postJson } from '../../support/load.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/*
 * Two seizures that differ in one hidden datum: with one stands a person whose own record is not for the police, with the other
 * a person without a record. Seizures of a person are asked of the source that keeps both, before it is known whether there is
 * a record for this viewer. All is invented.
 */
const police: Asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'DEP-2026-00301' };
const deployment = closedAfter(await openTestDeployment());
beforeAll(async () => {
  const envelope = { originator: 'BE-CUSTOMS', classification: 'PUBLIC' };
  const subject = { category: 'SUSPECT', minor: false };
  const person = (sourceRef: string, own: object) => ({
    ...{ kind: 'person', sourceRef, names: [{ name: `${sourceRef} Fictivus`, kind: 'NAME' }], birthDates: [] },
    envelope: { ...envelope, dataSubjectCategory: 'SUSPECT', ...own },
  });
  const seizure = (name: string, own: object, ...persons: readonly (string | null)[]) => ({
    ...{ kind: 'seizure', sourceRef: name, place: { name }, concealment: 'LUGGAGE', items: [] },
    envelope: { ...envelope, ...own },
    persons: persons.map((sourceRef) => ({
      ...{ role: 'COURIER', subject },
      ...(sourceRef ? { person: { source: 'demo-persons', sourceRef } } : {}),
    })),
  });
  const records = [
    person('seen', {}),
    person('hidden', { releasableTo: ['agency:NL-CUSTOMS'] }),
    seizure('a hidden person', {}, 'seen', 'hidden'),
    seizure('nobody', {}, 'seen', null),
    seizure('their own', { originator: 'DE-POLICE' }, 'seen'),
    seizure('the hidden person alone', {}, 'hidden'),
    seizure('nobody at all', {}, null),
  ];
  await deployment.load(records as never, (kind) => (kind === 'person' ? 'demo-persons' : 'demo-seizures'));
}, 120_000);

const below = `persons { edges { node { person { id name seizures { edges { node { seizure { id concealment } } } } } } } }`;

/** What is withheld of a seizure that stands by this name. */
async function withheldOf(name: string, cells: boolean): Promise<readonly WithheldLine[]> {
  const { body } = await deployment.ask(police, '{ seizures { edges { node { id place { name } } } } }');
  const named = body.data.seizures.edges.find(({ node }: { node: { place: object } }) => {
    return (node.place as { name: string }).name === name;
  });
  const headers = await deployment.headersOf(police);
  const query = `query ($id: ID!) { seizure(id: $id) { ${below} } }`;
  const stated = cells ? { ...headers, 'withheld-detail': 'cells' } : headers;
  const answer = await postJson(deployment.url, stated, { query, variables: { id: named.node.id } });
  const { data, errors, extensions } = (await answer.json()) as {
    data: { seizure: { persons: { edges: { node: { person: object | null } }[] } } };
    errors?: unknown;
    extensions: { withheld?: WithheldLine[] };
  };
  expect(errors).toBeUndefined();
  expect(data.seizure.persons.edges.filter(({ node }) => node.person === null)).toHaveLength(1);
  return extensions.withheld ?? [];
}

test.each([false, true])('what is withheld says nothing of a person who is hidden (cells: %s)', async (cells) => {
  const [line, ...others] = await withheldOf('a hidden person', cells);
  expect(others).toEqual([]);
  expect(line).toMatchObject({ path: expect.stringMatching(/seizure\.concealment$/), effect: 'MASKED', count: 2 });
  expect(line?.cells && decodeCells(line.cells).filter((holds) => holds === 1)).toEqual(
    cells ? Uint8Array.from([1, 1]) : undefined,
  );
  expect(await withheldOf('nobody', cells)).toEqual([line]);
  expect(await withheldOf('the hidden person alone', cells)).toEqual([]);
  expect(await withheldOf('nobody at all', cells)).toEqual([]);
});
