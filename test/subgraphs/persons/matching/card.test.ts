import { afterEach, describe, expect, it } from '@jest/globals';
import { type Asker, antifraud, customs, openPersons, police } from '../ask.js';
import { insertRows, type Row } from '../fixtures.js';

const source = await openPersons();
const admin = await source.database.connect();
afterEach(async () => {
  await admin.query('truncate persons.person, persons.organization cascade');
});

const names = (listed: string, ...others: readonly (readonly [name: string, kind: string])[]) => ({
  name: listed,
  names: [[listed, 'NAME'] as const, ...others].map(([name, kind]) => ({ name, kind, script: 'Latn' })),
});
const tarvik: Row = {
  id: 'person_tarvik',
  ...names('Tarvik Solomonov Exemplar', ['Melko Drevnik', 'WEAK_ALIAS'], ['Tarvik Prezhnev', 'PREVIOUS']),
  birth_dates: ['1961-04-12'],
};

const query = `query ($asked: [PersonQuestion!]!) { matchPersons(asked: $asked) { advice { en fr } matches {
  sentence { en fr } score state matchedName matchedNameKind silent settledBy agreements { datum bits } contradictions { datum } } } }`;

interface Answered {
  readonly advice: { readonly en: string; readonly fr: string } | null;
  readonly matches: readonly { readonly sentence: { readonly en: string }; readonly matchedNameKind: string }[];
}

async function match(asker: Asker, asked: object): Promise<Answered | undefined> {
  const { data, errors } = await source.ask(asker, query, { asked: [asked] });
  if (errors) throw new Error(JSON.stringify(errors));
  return (data?.matchPersons as Answered[] | undefined)?.[0];
}

describe('the card of a match', () => {
  it('begins with a sentence, and names the rank of the name by which the record was found', async () => {
    await insertRows(source.adminUrl, 'person', [tarvik]);
    const found = await Promise.all(
      ['Tarvik Solomonov Exemplar', 'Tarvik Prezhnev', 'Melko Drevnik'].map((name) =>
        match(police, { names: [name], birthDate: '1961-04-12' }),
      ),
    );
    expect(found.map((each) => each?.matches[0])).toMatchObject([
      {
        matchedNameKind: 'NAME',
        state: 'CONFIRMED',
        sentence: { en: expect.stringMatching(/^The name agrees, and so /) },
      },
      {
        matchedNameKind: 'PREVIOUS',
        state: 'CONFIRMED',
        sentence: { fr: expect.stringMatching(/^Un ancien nom concorde/) },
      },
      { matchedNameKind: 'WEAK_ALIAS', state: 'SUPPORTED', matchedName: 'Melko Drevnik', settledBy: 'DOCUMENT' },
    ]);
    expect(found[2]?.matches[0]?.sentence.en).toContain('A weak alias confirms nothing.');
  });

  it('names the rank of a name of a firm: listed first, or another', async () => {
    const firm = { id: 'organization_1', name: 'Exemplar Trading Ltd', aliases: ['Vymysel Shipping Ltd'] };
    await insertRows(source.adminUrl, 'organization', [firm]);
    const ask = `{ matchOrganizations(asked: [{ names: ["Exemplar Trading Ltd"] }, { names: ["Vymysel Shipping Ltd"] }]) {
      matches { matchedNameKind } } }`;
    const { data } = await source.ask(police, ask);
    expect(data?.matchOrganizations).toEqual(
      ['NAME', 'ALIAS'].map((matchedNameKind) => ({ matches: [{ matchedNameKind }] })),
    );
  });

  it('says alike of a datum that is withheld and of one that is not there', async () => {
    const asked = {
      names: ['Tarvik Solomonov Exemplar'],
      identification: { type: 'PASSPORT', country: 'NL', number: 'XA0043077' },
    };
    const worlds = [];
    const document = { type: 'PASSPORT', country: 'NL', number: 'XA0043077' };
    for (const stated of [{ identifications: [document] }, {}]) {
      await insertRows(source.adminUrl, 'person', [{ ...tarvik, ...stated }]);
      worlds.push([await match(antifraud, asked), (await match(police, asked))?.matches[0]?.sentence.en]);
      await admin.query('truncate persons.person cascade');
    }
    const [[there, inFull], [absent, without]] = worlds as unknown as [readonly unknown[], readonly unknown[]];
    expect(there).toEqual(absent);
    expect((there as Answered).matches[0]?.sentence.en).toContain(
      'The record does not state the number of a document, or does not show it to you.',
    );
    expect(inFull).not.toBe(without);
  });
});

describe('an address', () => {
  it('agrees where it is in full for the viewer, and else is as if it were not there', async () => {
    const asked = { names: ['Tarvik Solomonov Exemplar'], address: 'Exemplar Street 12, Vymyslov' };
    const home = { id: 'person_tarvik', addresses: JSON.stringify([{ full: '12 Exemplar Street, VYMYSLOV, 1234' }]) };
    await insertRows(source.adminUrl, 'person', [{ ...tarvik, ...home }]);
    const [inFull, masked] = [await match(police, asked), await match(customs, asked)];
    expect(inFull?.matches[0]).toMatchObject({
      state: 'SUPPORTED',
      agreements: [{}, {}, {}, { datum: 'ADDRESS', bits: 2 }],
    });
    await admin.query(`update persons.person set addresses = '[]'`);
    expect(await match(customs, asked)).toEqual(masked);
    expect(masked?.matches[0]).toMatchObject({ state: 'SAME_NAME_ONLY', silent: expect.arrayContaining(['ADDRESS']) });
  });
});

describe('an answer to one part of a name', () => {
  it('says that it is too little, no matter who is found, and says nothing of a whole name', async () => {
    const asked = ['Exemplar', 'Tarvik Exemplar'];
    const without = await Promise.all(asked.map((name) => match(police, { names: [name] })));
    await insertRows(source.adminUrl, 'person', [tarvik]);
    const [one, whole] = await Promise.all(asked.map((name) => match(police, { names: [name] })));
    expect(one?.advice?.en).toMatch(/^One part of a name is too little/);
    expect(one?.advice?.fr).toMatch(/^Une seule partie/);
    expect(whole?.advice).toBeNull();
    expect(without.map((each) => each?.advice)).toEqual([one?.advice, null]);
  });
});
