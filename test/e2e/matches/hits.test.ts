import { beforeAll, describe, expect, it } from '@jest/globals';
import type { NewEntry } from '../../../auditlog/types.js';
import { type Asker, noting, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* A hit, from the question to the officer of the originator who is asked by its reference; over HTTP, with the log. */
const asker: Asker = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const originator: Asker = {
  agency: 'DE-POLICE',
  purpose: 'CRIMINAL_INVESTIGATION',
  caseReference: 'DEP-2026-00001',
};
const analyst: Asker = {
  agency: 'EU-ANALYSIS',
  purpose: 'CRIMINAL_INVESTIGATION',
  caseReference: 'AP-2026-00005',
};
const stranger: Asker = { agency: 'BE-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };

const entries: NewEntry[] = [];
const deployment = closedAfter(await openTestDeployment({ watchLog: noting(entries) }));
beforeAll(async () => {
  await deployment.load(
    [
      {
        kind: 'person',
        sourceRef: '1',
        envelope: {
          originator: 'DE-POLICE',
          classification: 'PUBLIC',
          releasableTo: ['agency:EU-ANALYSIS'],
          hitTo: ['agency:NL-CUSTOMS', 'agency:BE-CUSTOMS'],
        },
        names: [{ name: 'EXEMPLAROV, Tarvik', kind: 'NAME' }],
        birthDates: ['1961-04-12'],
        identifications: [{ type: 'PASSPORT', country: 'NL', number: 'XA7000001' }],
      } as never,
    ],
    () => 'demo-persons',
  );
});

const question = `{ matchPersons(asked: [{ names: ["Tarvik Exemplarov"], birthDate: "1961-04-12" }]) {
  state hitState matches { score } hit { id name } } }`;
const lookUp = '{ person(identification: { type: PASSPORT, country: "NL", number: "XA7000001" }) { id name } }';

async function ask(by: Asker, query: string, variables = {}) {
  const { body } = await deployment.ask(by, query, variables);
  expect(body.errors).toBeUndefined();
  return body;
}

const recordOf = async (by: Asker, reference: string) =>
  (
    await ask(by, 'query ($reference: ID!) { hitRecord(reference: $reference) { id ... on Person { name } } }', {
      reference,
    })
  ).data.hitRecord;

describe('a hit', () => {
  it('says whom to ask, and by which reference: its originator finds the record, and nobody else', async () => {
    const { data, extensions } = await ask(asker, question);
    const [{ hit, ...answer }] = data.matchPersons;
    expect(answer).toEqual({ state: 'OK', hitState: 'ASKED', matches: [] });
    expect(hit).toEqual({ id: expect.stringMatching(/^person_/), name: null });
    expect(extensions.withheld).toContainEqual(
      expect.objectContaining({
        path: 'matchPersons.*.hit.name',
        effect: 'HIT',
        contact: 'police-spoc@de.example.org',
      }),
    );
    const record = await recordOf(originator, hit.id);
    expect(record).toEqual({ id: expect.stringMatching(/^person_[a-z2-7]{24}$/), name: 'EXEMPLAROV, Tarvik' });
    expect((await ask(analyst, lookUp)).data.person).toEqual(record);
    for (const by of [asker, stranger, analyst]) {
      expect(await recordOf(by, hit.id)).toBeNull();
      expect((await ask(by, 'query ($id: ID!) { node(id: $id) { id } }', { id: hit.id })).data).toEqual({ node: null });
    }
  });

  it('is in the log by the id of the record, which the answer does not have', async () => {
    entries.length = 0;
    const { data } = await ask(asker, lookUp);
    const { id } = await recordOf(originator, data.person.id);
    expect(data.person).toEqual({ id: expect.not.stringContaining(id), name: null });
    const disclosed = entries.map(({ body }) => body.disclosed);
    expect(disclosed[0]).toContainEqual(expect.objectContaining({ type: 'Person', ids: [id], hit: true }));
    expect(disclosed[1]).toContainEqual(
      expect.objectContaining({ type: 'Person', ids: [id], originator: 'DE-POLICE' }),
    );
  });

  it('of one person is another for each who asks and in each question', async () => {
    const [matched, byNumber, byOther] = [
      await ask(asker, question),
      await ask(asker, lookUp),
      await ask(stranger, lookUp),
    ];
    const ids = [matched.data.matchPersons[0].hit.id, byNumber.data.person.id, byOther.data.person.id];
    expect(new Set(ids).size).toBe(3);
    expect((await ask(asker, lookUp)).data.person.id).toBe(byNumber.data.person.id);
  });

  it.each(['person_abc', 'person_', '', 'x'.repeat(3000)])('has no reference like "%.20s"', async (reference) => {
    expect(await recordOf(originator, reference)).toBeNull();
  });
});
