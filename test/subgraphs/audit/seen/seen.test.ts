import { beforeAll, describe, expect, it } from '@jest/globals';
import { createAuditReader } from '../../../../auditlog/store/reader.js';
import type { DisclosedGroup } from '../../../../auditlog/types.js';
import { keyStoreBeside } from '../../../auditlog/support/keyStore.js';
import { auditKeys } from '../../../auditlog/support/samples.js';
import { closedAfter } from '../../../support/runner/closedAfter.js';
import {
  type AuditSource,
  dutchAnalyst,
  dutchAuditor,
  dutchSupervisor,
  germanAuditor,
  openAudit,
  withAudit,
} from '../ask.js';
import { agreement, ask, askSeen, held, look, pageOf, request, type SeenRow, type StatedLook } from './scene.js';

const month = new Date().toISOString().slice(0, 7);
const inVain = { originator: null, asked: true, categories: [] };
const beside = { originator: 'DE-POLICE', categories: ['persons.reason'], ids: [held.german] };

const looks: readonly StatedLook[] = [
  look('NL-CUSTOMS', 'RISK_ANALYSIS', [{}, beside, { ids: [held.other], categories: ['persons.documents'] }]),
  look('NL-CUSTOMS', 'RISK_ANALYSIS', [{ type: 'SeizurePerson', categories: ['seizures.persons'], ids: [held.link] }]),
  look('NL-CUSTOMS', 'CUSTOMS_CONTROL', [{ presence: true, categories: [] }]),
  look('NL-CUSTOMS', 'CUSTOMS_CONTROL', [inVain]),
  look('DE-POLICE', 'CRIMINAL_INVESTIGATION', [{}]),
  look('PL-BORDER', 'BORDER_CHECK', [{ hit: true, categories: [] }]),
  look('XA-CUSTOMS', 'MUTUAL_ASSISTANCE', [{}]),
  look(null, null, [{}], { kind: 'INGEST', role: null }),
  // None of these was told anything that NL-CUSTOMS holds of the person.
  look('BE-CUSTOMS', 'RISK_ANALYSIS', [inVain]),
  look('BE-CUSTOMS', 'RISK_ANALYSIS', [{ ids: [held.other] }, { originator: null }]),
  look('ES-TAX', 'RISK_ANALYSIS', [{ originator: 'DE-POLICE' }, { ids: [held.other] }]),
];

const source = closedAfter(await openAudit());
const rowsOf = async (asking: Parameters<typeof askSeen>[1] = {}): Promise<readonly SeenRow[]> => {
  const answer = await askSeen(source, asking);
  expect(answer.errors).toBeUndefined();
  return pageOf(answer)?.rows ?? [];
};
beforeAll(async () => {
  await source.appendAll(looks);
});

/** What others than the agency itself look like until they agree. */
const restricted = { told: null, purpose: null, month: null, categories: null, times: null, restricted: true };
const own = {
  ...{ agency: 'NL-CUSTOMS', agencyKind: 'CUSTOMS_MS', country: 'NL', thirdCountry: false, month, restricted: false },
  contact: 'customs-desk@nl.example.org',
};
const operator = { agency: null, agencyKind: null, country: null, thirdCountry: false, contact: null };
const german = { agency: 'DE-POLICE', agencyKind: 'POLICE_MS', country: 'DE', contact: 'police-spoc@de.example.org' };

describe('who has seen the asked person', () => {
  it('is each agency by what it was told: in full those of the agency itself, others as somebody to ask', async () => {
    const answer = await askSeen(source);
    expect(answer.errors).toBeUndefined();
    const page = pageOf(answer);
    expect(page?.rows).toEqual([
      { ...own, told: 'ASKED', purpose: 'CUSTOMS_CONTROL', categories: [], times: 1 },
      { ...own, told: 'PRESENCE', purpose: 'CUSTOMS_CONTROL', categories: [], times: 1 },
      {
        ...own,
        told: 'SHOWN',
        purpose: 'RISK_ANALYSIS',
        categories: ['persons.identity', 'seizures.persons'],
        times: 2,
      },
      {
        ...operator,
        ...{ told: 'SHOWN', purpose: null, month, categories: ['persons.identity'], times: 1, restricted: false },
      },
      { ...german, thirdCountry: false, ...restricted },
      expect.objectContaining({ agency: 'PL-BORDER', thirdCountry: false, ...restricted }),
      expect.objectContaining({ agency: 'XA-CUSTOMS', thirdCountry: true, ...restricted }),
    ]);
    expect(page).toMatchObject({ looks: 5, next: null });
    expect(answer.extensions?.manifest.disclosed).toEqual([
      {
        ...{ type: 'SubjectRecipients', originator: 'NL-CUSTOMS', categories: ['subject.seen'] },
        ids: [`subjectrecipients_${request}`],
      },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/SECRET|nl-0042|persons\.documents|persons\.reason/);
  });

  it('takes as many statements however many have looked', async () => {
    // Agreements, periods, places, bodies; then older places of each of the two whose newest told nothing.
    expect((await askSeen(source)).extensions?.manifest.statements).toBe(6);
    const nobody = { ids: [`person_${'e'.repeat(24)}`] };
    expect((await askSeen(source, nobody)).extensions?.manifest.statements).toBe(3);
  });

  it('is what counting all bodies of the log gives', async () => {
    const reader = createAuditReader(source.admin as never, 'main', {
      ...auditKeys,
      store: keyStoreBeside(source.keysUrl),
    });
    const { entries } = await reader.search({ agencies: null, limit: 1000 });
    const mine = ({ originator, ids }: DisclosedGroup) =>
      originator === 'NL-CUSTOMS' && ids.some((id) => id === held.person || id === held.link);
    const counted = entries.flatMap(({ header, body }) => {
      const groups = body?.disclosed ?? [];
      const data = groups.filter((group) => mine(group) && !group.presence && !group.asked);
      const vain = groups.some(({ asked, ids }) => asked && ids.includes(held.person));
      const told = data.length > 0 ? 'SHOWN' : groups.some(mine) ? 'PRESENCE' : null;
      if (told === null && !(vain && header.agency === 'NL-CUSTOMS')) return [];
      return [{ agency: header.agency, told: told ?? 'ASKED', purpose: header.purpose }];
    });
    const rows = await rowsOf();
    const isTold = ({ agency }: { readonly agency: string | null }) => agency === null || agency === 'NL-CUSTOMS';
    for (const { agency, told, purpose, times } of rows.filter(isTold))
      expect(
        counted.filter((each) => each.agency === agency && each.told === told && each.purpose === purpose),
      ).toHaveLength(times ?? -1);
    expect(rows.filter(isTold).reduce((sum, { times }) => sum + (times ?? 0), 0)).toBe(counted.filter(isTold).length);
    const others = new Set(counted.filter((each) => !isTold(each)).map(({ agency }) => agency));
    expect(rows.filter((row) => row.restricted).map(({ agency }) => agency)).toEqual([...others].sort());
  });
});

describe('who may know who has seen the asked person', () => {
  it.each([
    ['an officer of another agency', { asker: { ...germanAuditor, role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST' } }],
    ['an analyst', { asker: { ...dutchAnalyst, purpose: 'DATA_SUBJECT_REQUEST' } }],
    ['an auditor of the own agency', { asker: { ...dutchAuditor, purpose: 'DATA_SUBJECT_REQUEST' } }],
    ['an officer for another purpose', { asker: { ...dutchAuditor, role: 'DPO' } }],
    [
      'an officer without a case',
      { asker: { ...dutchAuditor, role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST', caseReference: null } },
    ],
    ['an officer about the data of another agency', { agency: 'DE-POLICE', ids: [held.german] }],
  ] as const)('not %s, and nothing is read for it', async (_who, asking) => {
    const answer = await askSeen(source, asking as never);
    expect(pageOf(answer)).toBeNull();
    expect(answer.extensions?.manifest.statements).toBe(0);
  });

  it('a supervisor of its mandate, who is told the same', async () => {
    const asker = { ...dutchSupervisor, purpose: 'DATA_SUBJECT_REQUEST' as const };
    expect(await rowsOf({ asker })).toEqual(await rowsOf());
  });

  it.each([
    ['a forged probe', () => Buffer.from('{"kind":"subjectSeen"}').toString('base64url')],
    ['a probe of another request', () => source.seal(dutchOfficerOf(), sealed, 'another')],
    ['a probe of another officer', () => source.seal(germanAuditor, sealed)],
    ['a probe for another question', () => source.seal(dutchOfficerOf(), { ...sealed, kind: 'stated' })],
    ['a probe without its request', () => source.seal(dutchOfficerOf(), { ...sealed, request: undefined })],
  ])('%s opens nothing', async (_what, probe) => {
    const answer = await askSeen(source, { probe: probe() });
    expect(pageOf(answer)).toBeNull();
    expect(answer.extensions?.manifest.statements).toBe(0);
  });
});

const sealed = { kind: 'subjectSeen', agency: 'NL-CUSTOMS', request, ids: [held.person] };
const dutchOfficerOf = () => ({ agency: 'NL-CUSTOMS', role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST' }) as const;

describe('what nobody learns from who has seen the asked person', () => {
  const answerOf = async (of: AuditSource) => JSON.stringify((await askSeen(of)).data);
  const added = (more: readonly StatedLook[]) =>
    withAudit(async (world) => {
      await world.appendAll(looks);
      const before = await answerOf(world);
      await world.appendAll(more);
      return { before, after: await answerOf(world), page: pageOf(await askSeen(world)) };
    });

  it('how often another agency looked, for what, how much it was told, and what others hold or of others was seen', async () => {
    const { before, after } = await added([
      ...Array.from({ length: 10 }, () =>
        look('DE-POLICE', 'CRIMINAL_INVESTIGATION', [{ categories: ['persons.reason', 'persons.documents'] }, {}]),
      ),
      look('PL-BORDER', 'CRIMINAL_INVESTIGATION', [{ presence: true, categories: [] }]),
      look('BE-CUSTOMS', 'CRIMINAL_INVESTIGATION', [beside, { originator: null, ids: [held.person] }]),
      look('BE-CUSTOMS', 'CRIMINAL_INVESTIGATION', [{ ids: [held.other] }, inVain]),
      look('NL-CUSTOMS', 'CRIMINAL_INVESTIGATION', [{ ids: [held.other], categories: ['persons.reason'] }, beside]),
      look('EU-SUPERVISOR', 'DATA_PROTECTION_AUDIT', [
        { type: 'AuditEntry', ids: ['auditentry_main_1'] },
        { originator: null },
      ]),
    ]);
    expect(after).toBe(before);
  });

  it('the own looks under the request: they answer the person; those under an earlier one are looks', async () => {
    const asked = { kind: 'SUBJECT_ASKED' as const, subjectAgency: 'NL-CUSTOMS' };
    const ofThis = look('NL-CUSTOMS', 'DATA_SUBJECT_REQUEST', [{}], { ...asked, subjectRequest: request });
    const same = await added([ofThis]);
    expect(same.after).toBe(same.before);
    const earlier = await added([
      look('NL-CUSTOMS', 'DATA_SUBJECT_REQUEST', [{}], { ...asked, subjectRequest: 'earlier' }),
    ]);
    expect(earlier.page?.rows).toContainEqual(
      expect.objectContaining({ agency: 'NL-CUSTOMS', purpose: 'DATA_SUBJECT_REQUEST', told: 'SHOWN', times: 1 }),
    );
  });

  it.each([
    ['for another request', { subjectRequest: `${request}0` }],
    ['that it is told to another agency', { subjectAgency: 'BE-CUSTOMS' }],
    ['by a refused request', { kind: 'REFUSED' as const }],
  ])('purpose and month of an agency that agreed %s', async (_how, changes) => {
    const { before, after } = await added([ask(), agreement('DE-POLICE', changes)]);
    expect(after).toBe(before);
  });

  it.each<[string, readonly StatedLook[]]>([
    ['which was asked for nobody', []],
    ['which found only a part of it', [ask([held.link])]],
    ['in which it was a namesake', [ask([held.link]), ask([held.person], { categories: ['subject.holdings'] })]],
    ['of another agency', [{ ...ask(), header: { ...ask().header, agency: 'BE-CUSTOMS' } }]],
  ])(
    'purpose and month of an agency that agreed to a request %s: the id was used for somebody else',
    async (_, asks) => {
      const { page } = await added([...asks, agreement('DE-POLICE')]);
      expect(page?.rows.filter(({ agency }) => agency === 'DE-POLICE')).toMatchObject([
        { restricted: true, purpose: null },
      ]);
    },
  );

  it('purpose and month of an agency that agreed before the person was found under the request', async () => {
    await withAudit(async (world) => {
      await world.appendAll([...looks, ask([held.link]), agreement('DE-POLICE')]);
      const before = await answerOf(world);
      await world.appendAll([ask()]);
      expect(await answerOf(world)).toBe(before);
    });
  });

  it('purpose and month of an agency whose officer was told that nothing was done', async () => {
    const [requestId, code] = ['unsent', 'AUDIT_UNAVAILABLE'];
    const refused = look('DE-POLICE', 'DATA_SUBJECT_REQUEST', [], { kind: 'REFUSED', requestId, code });
    const { before, after } = await added([ask(), agreement('DE-POLICE', { requestId }), refused]);
    expect(after).toBe(before);
  });

  it('but an agency that agreed is told with purpose and month, and no other', async () => {
    const { page } = await added([ask(), agreement('DE-POLICE')]);
    expect(page?.rows.filter(({ agency }) => agency === 'DE-POLICE')).toEqual([
      {
        ...german,
        ...{ thirdCountry: false, told: 'SHOWN', purpose: 'CRIMINAL_INVESTIGATION', month },
        ...{ categories: ['persons.identity'], times: 1, restricted: false },
      },
    ]);
    expect(page?.looks).toBe(6);
    expect(page?.rows.filter((row) => row.restricted).map(({ agency }) => agency)).toEqual(['PL-BORDER', 'XA-CUSTOMS']);
  });
});
