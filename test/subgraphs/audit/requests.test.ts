import { beforeAll, describe, expect, it } from '@jest/globals';
import type { EntryBody, StatedHeader } from '../../../auditlog/types.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { type Asker, dutchAnalyst, dutchOfficer, openAudit } from './ask.js';

const id = (digit: number): string => `01938c2e-7a11-7c44-9b1f-01234567890${digit}`;
const letter = (digits: string): string => digits.repeat(32);
const germanOfficer: Asker = { ...dutchOfficer, agency: 'DE-POLICE' };
const supervisor: Asker = { agency: 'EU-SUPERVISOR', purpose: 'DATA_SUBJECT_REQUEST' };

/*
 * 1  NL-CUSTOMS: asked twice, open
 * 2  NL-CUSTOMS: asked, answered twice, asked again
 * 3  DE-POLICE: asked
 * 4  NL-CUSTOMS: what was asked was not shown, since its caller was refused
 * 5  NL-CUSTOMS: an answer to what was never asked; DE-POLICE's 3, too
 * 6  EU-SUPERVISOR: asked for data of DE-POLICE
 */
const source = closedAfter(await openAudit());
beforeAll(async () => {
  const append = (
    kind: StatedHeader['kind'],
    request: number,
    at: string,
    more: Partial<StatedHeader> = {},
    body: Partial<EntryBody> = {},
  ) =>
    source.append(
      {
        kind,
        at: `2026-11-${at}:00.000Z`,
        subjectRequest: id(request),
        subjectAgency: 'NL-CUSTOMS',
        role: 'DPO',
        ...more,
      },
      { ...body },
    );
  await append('SUBJECT_ASKED', 1, '01T10:00');
  await append('SUBJECT_ASKED', 1, '03T10:00');
  await append('SUBJECT_ASKED', 2, '02T10:00');
  await append('SUBJECT_ANSWERED', 2, '04T10:00', { letterSha256: letter('ab') }, { subjectDecision: 'NOTHING_TOLD' });
  await append(
    'SUBJECT_ANSWERED',
    2,
    '05T10:00',
    { letterSha256: letter('cd') },
    { subjectDecision: 'GRANTED_IN_PART' },
  );
  await append('SUBJECT_ASKED', 2, '06T10:00');
  const german = { agency: 'DE-POLICE', agencyKind: 'POLICE_MS', subjectAgency: 'DE-POLICE' };
  await append('SUBJECT_ASKED', 3, '02T11:00', german);
  await append('SUBJECT_ASKED', 4, '02T12:00', { requestId: 'unsent' });
  const { subjectRequest: _request, subjectAgency: _agency, ...refused } = { subjectRequest: '', subjectAgency: '' };
  await source.append({ kind: 'REFUSED', code: 'AUDIT_UNAVAILABLE', requestId: 'unsent', ...refused });
  await append('SUBJECT_ANSWERED', 5, '07T10:00', { letterSha256: letter('ef') });
  await append('SUBJECT_ANSWERED', 3, '07T11:00', { letterSha256: letter('ef') });
  await append('SUBJECT_ASKED', 6, '08T10:00', {
    ...{ agency: 'EU-SUPERVISOR', agencyKind: 'SUPERVISOR', role: 'AUDITOR', subjectAgency: 'DE-POLICE' },
  });
});

const fields = 'id agency askedAt answerBy firstAnsweredAt answeredAt asks answers letterSha256 decision';
const list = async (asker: Asker, stated = '') => {
  const whole = await source.ask(asker, `{ subjectRequests${stated} { ${fields} } }`);
  const { data, errors } = whole;
  expect(errors).toBeUndefined();
  return (data as { subjectRequests: Record<string, unknown>[] | null }).subjectRequests;
};
const ids = async (...asked: Parameters<typeof list>) => (await list(...asked))?.map((request) => request.id);
const answerWith = `query ($r: ID!, $h: String!, $d: SubjectDecision!, $l: [SubjectLeftOutInput!]) {
  subjectAnswer(request: $r, letterSha256: $h, decision: $d, leftOut: $l) { ${fields} } }`;
const answer = (asker: Asker, request: number, leftOut: readonly object[] = []) =>
  source.ask(asker, answerWith, { r: id(request), h: letter('01'), d: 'GRANTED_IN_PART', l: leftOut });

describe('requests of persons, as the log has them', () => {
  it('are asked once, however often they are searched again, and have the earliest day of the regimes', async () => {
    expect(await list(dutchOfficer, '(open: true)')).toEqual([
      {
        ...{
          id: id(1),
          agency: 'NL-CUSTOMS',
          askedAt: '2026-11-01T10:00:00Z',
          answerBy: '2026-12-01',
          asks: 2,
          answers: 0,
        },
        ...{ firstAnsweredAt: null, answeredAt: null, letterSha256: null, decision: null },
      },
    ]);
  });

  it('are closed by their first answer, of which the newest stands', async () => {
    expect(await list(dutchOfficer, '(open: false)')).toEqual([
      {
        ...{
          id: id(2),
          agency: 'NL-CUSTOMS',
          askedAt: '2026-11-02T10:00:00Z',
          answerBy: '2026-12-02',
          asks: 2,
          answers: 2,
        },
        ...{ firstAnsweredAt: '2026-11-04T10:00:00Z', answeredAt: '2026-11-05T10:00:00Z' },
        ...{ letterSha256: letter('cd'), decision: 'GRANTED_IN_PART' },
      },
    ]);
  });

  it('are those of the own agency; of a supervisor its own and those of its mandate', async () => {
    expect(await ids(dutchOfficer)).toEqual([id(2), id(1)]);
    expect(await ids(germanOfficer)).toEqual([id(3)]);
    expect(await ids(supervisor)).toEqual([id(6), id(3), id(2), id(1)]);
    expect((await list(supervisor))?.[0]).toMatchObject({ agency: 'EU-SUPERVISOR', answerBy: '2027-02-06' });
  });

  it('are told to nobody else: no analyst, no auditor of an audit, no officer without a case', async () => {
    for (const asker of [
      dutchAnalyst,
      { ...dutchOfficer, purpose: 'DATA_PROTECTION_AUDIT' as const },
      { ...dutchOfficer, caseReference: null },
    ])
      expect((await ids(asker)) ?? []).toEqual([]);
  });

  it('that were not shown, and answers to what was never asked, are none', async () => {
    const all = await ids(supervisor);
    for (const request of [4, 5]) expect(all).not.toContain(id(request));
    expect((await list(germanOfficer))?.[0]).toMatchObject({ answers: 0, letterSha256: null });
  });
});

describe('an answer', () => {
  it('says what then stands', async () => {
    const { data, errors } = await answer(dutchOfficer, 1);
    expect(errors).toBeUndefined();
    expect(data?.subjectAnswer).toMatchObject({
      ...{ id: id(1), answers: 1, letterSha256: letter('01'), decision: 'GRANTED_IN_PART' },
      ...{ firstAnsweredAt: '2026-11-26T10:00:00Z', answeredAt: '2026-11-26T10:00:00Z' },
    });
    expect((await answer(dutchOfficer, 2)).data?.subjectAnswer).toMatchObject({
      ...{ answers: 3, firstAnsweredAt: '2026-11-04T10:00:00Z', answeredAt: '2026-11-26T10:00:00Z' },
    });
  });

  it('to a request of another agency is the same as one to a request that does not exist', async () => {
    const texts = await Promise.all(
      [3, 4, 5, 6, 9].map(async (request) => JSON.stringify(await answer(dutchOfficer, request))),
    );
    expect(new Set(texts).size).toBe(1);
    expect(JSON.parse(texts[0] as string).data).toEqual({ subjectAnswer: null });
    expect((await answer(dutchAnalyst, 1)).data).toEqual({ subjectAnswer: null });
    expect((await answer(supervisor, 1)).data).toEqual({ subjectAnswer: null });
  });

  it('leaves something out on a ground of the regimes of whose data it is, and on no other', async () => {
    const left = (ground: string) => [
      { holding: 'person_x', categories: ['persons.identity'], ground, reason: 'SECRET-REASON' },
    ];
    expect((await answer(dutchOfficer, 1, left('RIGHTS_OF_OTHERS'))).data?.subjectAnswer).toMatchObject({ id: id(1) });
    const { data, errors } = await answer(dutchOfficer, 1, left('BECAUSE'));
    expect([data?.subjectAnswer ?? null, errors?.[0]?.extensions.code]).toEqual([null, 'BAD_USER_INPUT']);
    expect(JSON.stringify(errors)).not.toContain('SECRET-REASON');
    expect((await answer(supervisor, 6, left('INQUIRIES'))).data?.subjectAnswer).toMatchObject({ id: id(6) });
  });
});

describe('an agreement', () => {
  const agree = (asker: Asker, agency: string, request = id(1)) =>
    source.ask(asker, `{ subjectAgreement(request: "${request}", agency: "${agency}") { request agency at } }`);

  it('is of the own agency with another, whether or not it was asked by such a request', async () => {
    for (const request of [id(1), id(9)])
      expect((await agree(germanOfficer, 'NL-CUSTOMS', request)).data).toEqual({
        subjectAgreement: { request, agency: 'NL-CUSTOMS', at: '2026-11-26T10:00:00Z' },
      });
  });

  it("is nobody else's, and none with oneself", async () => {
    expect((await agree(dutchAnalyst, 'DE-POLICE')).data).toEqual({ subjectAgreement: null });
    expect((await agree(dutchOfficer, 'NL-CUSTOMS')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a request is never left out of the list', () => {
  it('because its entry is damaged: the answer is an error', async () => {
    const spoil = "update audit.entry set header = reverse(header) where log = 'main' and index = 1";
    await source.admin.query(spoil);
    const { data, errors } = await source.ask(dutchOfficer, '{ subjectRequests(open: true) { id } }');
    await source.admin.query(spoil);
    expect([data, errors?.[0]?.extensions.code]).toEqual([{ subjectRequests: null }, 'INTERNAL']);
    expect(await ids(dutchOfficer, '(open: true)')).toEqual([id(1)]);
  });

  it('because the log went on: it is found behind 50,000 later acts, by one statement, and is answered', async () => {
    // Copies of an answer to another request, in another log.
    await source.admin.query(`insert into audit.entry (log, index, bytes, leaf_hash, header, sealed, kind, at, request_id, agency, code)
      select 'later', i, '', leaf_hash, header, '', kind, at + interval '1 day', 'r' || i, agency, code
      from audit.entry, generate_series(1, 50001) i where log = 'main' and index = 4`);
    // As PostgreSQL does by itself, within a minute.
    await source.admin.query('analyze audit.entry');
    const open = await source.ask(dutchOfficer, '{ subjectRequests(open: true) { id } }');
    expect(open.data).toEqual({ subjectRequests: [{ id: id(1) }] });
    expect(open.extensions?.manifest.statements).toBe(1);
    const { data, extensions } = await answer(dutchOfficer, 1);
    expect(data?.subjectAnswer).toMatchObject({ id: id(1), answers: 1 });
    expect(extensions?.manifest.statements).toBe(1);
  });

  it('because there are many: more than 10,000 are an error, and none is listed', async () => {
    const asked = { kind: 'SUBJECT_ASKED' as const, agency: 'BE-CUSTOMS', subjectAgency: 'BE-CUSTOMS' };
    const request = (at: number): string => `01938c2e-7a11-7c44-9b1f-${String(at).padStart(12, '0')}`;
    await source.append({ ...asked, subjectRequest: request(0) });
    await source.appendAll(
      Array.from({ length: 10_000 }, (_, at) => ({ header: { ...asked, subjectRequest: request(at + 1) } })),
    );
    await source.admin.query('analyze audit.entry');
    const belgian = { ...dutchOfficer, agency: 'BE-CUSTOMS' };
    const { data, errors } = await source.ask(belgian, '{ subjectRequests(open: true) { id } }');
    expect(data).toEqual({ subjectRequests: null });
    expect(errors?.map(({ extensions }) => [extensions.code, extensions.at])).toEqual([
      ['BAD_USER_INPUT', 'Query.subjectRequests(open:)'],
    ]);
    expect(await ids(belgian, '(open: false)')).toEqual([]);
  });
});
