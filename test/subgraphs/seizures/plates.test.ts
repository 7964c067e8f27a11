import { beforeAll, describe, expect, it } from '@jest/globals';
import { recognise } from '../../../schema/identifiers/recognition/recognise.js';
import { plateKey } from '../../../schema/records/keys/plateKey.js';
import { type Asker, analysis, border, judicial, openSource, police, tax } from './ask.js';
import { insertRows } from './rows.js';

/* The plate of the vehicle that carried the goods is a datum, as of a filter; one that no seizure has is asked beside it. */
const originator = 'EU-ANALYSIS';
const missing = 'ZZ-99-ZZ';
const source = await openSource();

beforeAll(async () => {
  const seizure = (id: string, plate: string, row: object = {}) => ({
    ...{ id: `seizure_${id}`, originator: 'NL-CUSTOMS', conveyance_registration: plate },
    ...{ conveyance_plate_key: plateKey(plate), ...row },
  });
  await insertRows(source.adminUrl, 'seizure', [
    seizure('a', 'NL 12-AB-34'),
    seizure('b', '12 ab 34'),
    seizure('c', 'TÖL-BA 218'),
    seizure('d', 'KL0861'),
    seizure('masked', '56-CD-78', { originator, handling_codes: ['H3'] }),
    seizure('lent', '90-EF-12', { originator, releasable_to: [`agency:${originator}`], hit_to: ['agency:DE-POLICE'] }),
    seizure('secret', '34-GH-56', { originator, classification: 4 }),
  ]);
});

const query = `query ($probe: ID!) { _entities(representations: [{ __typename: "Search", probe: $probe }]) { ... on Search {
  seizures { hitState lookedUp exact { id conveyance { registration } } } } } }`;

async function search(text: string, asker: Asker = police) {
  const recognised = (await recognise(text, () => false)).filter(({ form }) => form === 'LICENCE_PLATE');
  expect(recognised.length).toBe(1);
  const probe = source.seal(asker, { kind: 'search', recognised, feeds: null });
  return source.ask(asker, query, { probe });
}

async function found(text: string, asker?: Asker) {
  const { data } = await search(text, asker);
  const [{ seizures } = {}] = (data?._entities ?? []) as { seizures?: { exact: { id: string }[] } }[];
  return seizures?.exact.map(({ id }) => id);
}

describe('a licence plate', () => {
  it('finds the seizures that state it, under the sign of its country or without, in letters of any script', async () => {
    expect(await found('12-AB-34')).toEqual(['seizure_a', 'seizure_b']);
    expect(await found('NL 12 AB 34')).toEqual(['seizure_a', 'seizure_b']);
    expect(await found('TÖL BA-218')).toEqual(['seizure_c']);
    expect(await found('90-EF-12', analysis)).toEqual(['seizure_lent']);
  });

  it('has its zeros: KL861 is not KL0861', async () => {
    expect(await found('KL-0861')).toEqual(['seizure_d']);
    expect(await found('KL 861')).toEqual([]);
  });

  it.each([
    ['masked', '56-CD-78', police],
    ['lent as a hit', '90-EF-12', police],
    ['secret', '34-GH-56', { ...police, clearance: 'RESTREINT_UE' }],
    ['masked for border guards', '12-AB-34', border],
    ['a hit for the judiciary', '12-AB-34', judicial],
    ['masked for tax offices', '12-AB-34', tax],
  ] as const)('finds no seizure where it is %s: the answer is that of two worlds', async (_, plate, asker) => {
    // Why first: envelopes are read once.
    await search(missing, asker);
    const [one, other] = [await search(plate, asker), await search(missing, asker)];
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    expect(one.extensions?.manifest).toMatchObject({ hits: 0, disclosed: [] });
  });
});
