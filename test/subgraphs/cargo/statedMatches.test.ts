import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Effect } from '../../../policy/types.js';
import { sealStated } from '../../../subgraphs/kit/matching/stated.js';
import { openProbe } from '../../../subgraphs/kit/session/probe.js';
import type { SourceSession } from '../../../subgraphs/kit/sourceSession.js';
import { setVerdict } from '../../../subgraphs/kit/wall/verdict.js';
import { verdictSaying } from '../verdictSaying.js';
import { openCargo } from './openCargo.js';
import { insert, insertConsignment, keys, requestOf } from './requests.js';

const { policy, writer, subgraph } = await openCargo();

const parties = [
  [
    'known',
    { name: 'Fictitious Fruit', eori: 'NL000000001', person_type: 1, subject_category: 'OTHER', subject_known: true },
  ],
  ['firm', { name: 'Fictitious Freight Ltd', person_type: 2 }],
  ['victim', { name: 'Fictitious Victim', person_type: 1, subject_category: 'VICTIM', subject_known: true }],
  ['unknown', { name: 'Fictitious Nobody' }],
  ['pointed', { name: 'Fictitious Somebody', person_ref: 'a ref', subject_known: false }],
  ['nameless', { eori: 'NL000000002', person_type: 2 }],
] as const;

beforeAll(async () => {
  await insertConsignment(writer, 'one');
  for (const [at, [id, stated]] of parties.entries()) {
    const place = { consignment_id: 'consignment_one', sequence: at + 1, role: 'NOTIFY_PARTY' };
    await insert(writer, 'cargo.trade_party', { id, ...place, ...stated });
  }
});

/** What is sealed of each party for an agency, by the order of the parties; and the whole answer. */
async function sealedFor(agency: string, also = '') {
  const request = requestOf(policy, agency);
  const query = `{ consignments { edges { node { parties { ${also} matches { probe } } } } } }`;
  const answer = await subgraph.execute({ query, session: request });
  const page = answer.data?.consignments as { edges: { node: { parties: { matches: { probe: string } | null }[] } }[] };
  const found = page.edges[0]?.node.parties ?? [];
  const open = ({ probe }: { probe: string }) => openProbe(keys.probe, request, probe);
  return { answer, sealed: found.map(({ matches }) => matches && open(matches)) };
}

describe('a party in a consignment', () => {
  it('is sealed by its name and EORI number, as a person and as a firm, where they are FULL on it', async () => {
    const either = { kind: 'stated', of: ['person', 'organization'] };
    expect((await sealedFor('NL-CUSTOMS')).sealed).toEqual([
      { ...either, names: ['Fictitious Fruit'], documents: [{ kind: 'registered', number: 'NL000000001' }] },
      { ...either, names: ['Fictitious Freight Ltd'], documents: [] },
      null,
      { ...either, names: ['Fictitious Nobody'], documents: [] },
      null,
      null,
    ]);
    const [, firm] = (await sealedFor('BE-CUSTOMS')).sealed;
    expect(firm).toEqual({ ...either, names: ['Fictitious Freight Ltd'], documents: [] });
  });

  it('is withheld where it is not: of a victim, of whom nothing was told yet, and by who asks', async () => {
    const { answer } = await sealedFor('NL-CUSTOMS');
    expect(answer.extensions?.withheld).toEqual([
      expect.objectContaining({ category: 'cargo.parties', effect: 'MASKED', count: 2 }),
    ]);
    const other = await sealedFor('BE-CUSTOMS');
    expect(other.sealed.map((sealed) => sealed !== null)).toEqual([true, true, false, false, false, false]);
    expect(other.answer.extensions?.withheld).toEqual([
      expect.objectContaining({ category: 'cargo.parties', effect: 'MASKED', count: 3 }),
    ]);
    const { sealed, answer: masked } = await sealedFor('PL-BORDER');
    expect(sealed).toEqual([null, null, null, null, null, null]);
    expect(masked.extensions?.withheld).toEqual([
      expect.objectContaining({ category: 'cargo.parties', effect: 'MASKED', count: 6 }),
    ]);
  });

  it('is in the manifest as one whose data were used, and costs no statement', async () => {
    const { answer } = await sealedFor('NL-CUSTOMS');
    expect(answer.extensions?.manifest.disclosed).toContainEqual(
      expect.objectContaining({ ids: ['consignment_one'], categories: ['cargo.parties'] }),
    );
    const without = await subgraph.execute({
      query: '{ consignments { edges { node { parties { role } } } } }',
      session: requestOf(policy, 'NL-CUSTOMS'),
    });
    expect(answer.extensions?.manifest.statements).toBe(without.extensions?.manifest.statements);
  });

  it('is not sealed by the resolver either where a category that it stands in is not FULL', () => {
    const session = { sealProbe: () => 'sealed' } as unknown as SourceSession;
    const object = (effects: Readonly<Record<string, Effect>>) =>
      setVerdict(
        {},
        verdictSaying((category) => effects[category] ?? 'NONE'),
      );
    const seal = (of: object) => sealStated(session, of, ['one', 'other'], { of: ['person'], names: ['Fictitious'] });
    expect(seal(object({ one: 'FULL', other: 'FULL' }))).toEqual({ probe: 'sealed' });
    expect(seal(object({ one: 'FULL', other: 'MASKED' }))).toBeNull();
    expect(seal(object({ one: 'HIT', other: 'FULL' }))).toBeNull();
    expect(seal({})).toBeNull();
  });
});
