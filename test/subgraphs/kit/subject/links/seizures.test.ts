import { beforeAll, describe, expect, it } from '@jest/globals';
import { matchedOf } from '../../../../../ingest/rows/matched.js';
import { matcherVersion } from '../../../../../matching/index.js';
import { compileStatement, openDatabase } from '../../../../../storage/pool/database.js';
import { withAdmin } from '../../../../../storage/roles.js';
import type { SourceDatabase } from '../../../../../storage/types.js';
import type { Row } from '../../../insertRows.js';
import { openSource, type TestSource } from '../../../seizures/ask.js';
import { insertRows } from '../../../seizures/rows.js';
import { insertScene } from '../../../seizures/scene.js';
import { askHoldings, type Differing, dpo, type Holding, holdingsOf, quill, valuesOf } from './asking.js';

/*
 * Quill is in each seizure of the scene: `a`, `minor` and `h2` are NL-CUSTOMS's, `secret` too and above its officers' clearance, `b`
 * is BE-CUSTOMS's.
 */
const source = await openSource();
beforeAll(async () => {
  await insertScene(source.adminUrl);
  await keyNames();
  // Why: the first question reads envelopes, which later ones know; the manifest counts statements.
  await ask();
}, 60_000);

const run = (text: string, values: unknown[] = []) => withAdmin(source.adminUrl, (admin) => admin.query(text, values));
const keyNames = () =>
  run('update seizures.seizure_person set match_keys = $1, matcher_version = $2', [
    matchedOf('seizures.seizure_person', { stated_name: 'Quill Lanternby' })?.match_keys,
    matcherVersion,
  ]);
const ask = (differing?: Differing) => holdingsOf(source, 'seizures', differing);
const idsOf = (rows: readonly { readonly id: string }[] | undefined) => rows?.map(({ id }) => id);

/** Gives the seizure `a` another classification and place, as a delivery does. */
async function restate(classification: number, place: string): Promise<void> {
  await run(
    `update seizures.seizure set envelope_key = null, classification = $1, place_name = $2 where id = 'seizure_a'`,
    [classification, place],
  );
}

/** Runs with these links beside those of the scene. */
async function withLinks<Result>(rows: readonly Row[], then: () => Promise<Result>): Promise<Result> {
  const links = rows.map((row) => ({ seizure_id: 'seizure_a', ...row, ...matchedOf('seizures.seizure_person', row) }));
  await insertRows(source.adminUrl, 'seizure_person', links);
  try {
    return await then();
  } finally {
    await run('delete from seizures.seizure_person where id = any($1)', [rows.map(({ id }) => id)]);
  }
}

/** The same source, where something happens as soon as a statement was run that has this in it: where absent, the one that reads links. */
function sourceWhere(happens: () => Promise<unknown>, after = 'asked_opened'): TestSource {
  const inner = source.database.ending(openDatabase(source.database.url('seizures'), { source: 'seizures', max: 1 }));
  const database: SourceDatabase = {
    timeoutMs: inner.timeoutMs,
    statements: 0,
    close: () => inner.close(),
    async rows(statement, options = {}) {
      const rows = await inner.rows(statement, options);
      if (compileStatement(statement).sql.includes(after)) await happens();
      return rows;
    },
  };
  return { ...source, ask: source.otherwise({ database }) };
}

const own = ['p_seizure_a', 'p_seizure_h2', 'p_seizure_minor'];

describe('the links of a source to the person who asks', () => {
  it('are those of the asked agency with the name and the full date of birth, no matter who else may not see them', async () => {
    const holdings = await ask({ name: 'LANTERNBY, Quill' });
    expect(idsOf(holdings?.found)).toEqual(own);
    expect(holdings).toMatchObject({ source: 'seizures', namesakes: [], namesakesLeftOut: 0, aboveClearance: 1 });
    expect(holdings?.found[0]).toMatchObject({
      ...{
        type: 'SeizurePerson',
        recordId: 'seizure_a',
        recordType: 'Seizure',
        foundBy: 'NAME_AND_BIRTH_DATE',
        twin: null,
      },
      ...{ source: 'demo-seizures', sourceRef: 'seizure_a', originator: 'NL-CUSTOMS', caseReference: 'NLC-2026-00001' },
    });
  });

  it('are those of one agency for a supervisor of several', async () => {
    const role = { role: 'AUDITOR', clearance: 'CONFIDENTIEL_UE' } as const;
    const supervisor = { agency: 'EU-SUPERVISOR', purpose: 'DATA_SUBJECT_REQUEST', ...role } as const;
    const of = async (agency: string) => idsOf((await holdingsOf(source, 'seizures', { agency }, supervisor))?.found);
    expect(await of('NL-CUSTOMS')).toEqual(own);
    expect(await of('BE-CUSTOMS')).toEqual(['p_seizure_b']);
  });

  it('show what they say of the person, and of the seizure what is of nobody', async () => {
    const [holding] = (await ask())?.found ?? [];
    expect(valuesOf(holding as Holding, false)).toEqual({
      ...{ role: 'COURIER', statedName: 'Quill Lanternby', statedBirthDate: '1961-04-12' },
      'subject.category': 'SUSPECT',
    });
    const record = valuesOf(holding as Holding, true);
    expect(record).toMatchObject({
      ...{ 'place.name': 'Quay of Lanterns', 'place.location': 'NLRTM', legalStatus: 'CONFISCATED' },
      ...{ 'items[0].description': 'Bricks stamped with a lantern', 'items[1].category': 'CURRENCY' },
      'containers[0].statedNumber': 'QQQU0000010',
    });
    expect(JSON.stringify(holding)).not.toMatch(/Lantern Freight|ref_/);
  });

  it('show nothing of a seizure that is made stricter, and says more, after its link was read', async () => {
    const changed = sourceWhere(() => restate(4, 'Elsewhere'));
    try {
      const found = (await holdingsOf(changed, 'seizures'))?.found ?? [];
      const holding = found.find(({ id }) => id === 'p_seizure_a') as Holding;
      expect(valuesOf(holding, false)).toMatchObject({ statedName: 'Quill Lanternby' });
      expect(valuesOf(holding, true)).toEqual({});
    } finally {
      await restate(0, 'Quay of Lanterns');
    }
  });

  it('show nothing of the lists of a seizure that is made stricter after its own values were read', async () => {
    const changed = sourceWhere(() => restate(4, 'Quay of Lanterns'), 'legal_status');
    try {
      const found = (await holdingsOf(changed, 'seizures'))?.found ?? [];
      const record = valuesOf(found.find(({ id }) => id === 'p_seizure_a') as Holding, true);
      expect(record).toMatchObject({ 'place.name': 'Quay of Lanterns' });
      expect(Object.keys(record).filter((path) => /^(items|containers)/.test(path))).toEqual([]);
    } finally {
      await restate(0, 'Quay of Lanterns');
    }
  });

  it.each<[string, Row, Differing, 'found' | 'namesakes' | 'nowhere']>([
    ['without a date of birth', {}, {}, 'namesakes'],
    ['of a part of the date', { stated_birth_date: '1961-04' }, {}, 'namesakes'],
    ['of another date', { stated_birth_date: '1962-04-12' }, {}, 'nowhere'],
    [
      'of another name and the same date',
      { stated_name: 'Quill Else', stated_birth_date: '1961-04-12' },
      {},
      'nowhere',
    ],
    [
      'that points at a found record',
      { stated_name: null, person_ref: 'ref_1' },
      { refs: [{ ref: 'ref_1', twin: 2 }] },
      'found',
    ],
    [
      'that points at another record',
      { stated_name: null, person_ref: 'ref_2' },
      { refs: [{ ref: 'ref_1', twin: null }] },
      'nowhere',
    ],
    ['that the officer confirmed', {}, { confirmed: ['seizureperson_new'] }, 'found'],
    [
      'of another date that the officer confirmed',
      { stated_birth_date: '1962-04-12' },
      { confirmed: ['seizureperson_new'] },
      'nowhere',
    ],
    [
      'that points at a record of the name that the officer excluded',
      { stated_birth_date: '1961-04-12', person_ref: 'ref_twin' },
      { others: ['ref_twin'] },
      'nowhere',
    ],
    ['that the officer excluded', { stated_birth_date: '1961-04-12' }, { excluded: ['seizureperson_new'] }, 'nowhere'],
    [
      'in another script and order',
      { stated_name: 'Петров, Иван', stated_birth_date: '1961-04-12' },
      { name: 'Ivan Petrov' },
      'found',
    ],
  ])('%s: %#', async (_, row, differing, where) => {
    const id = 'seizureperson_new';
    const holdings = await withLinks([{ id, stated_name: 'Quill Lanternby', ...row }], () => ask(differing));
    const isIn = (rows: readonly { readonly id: string }[] | undefined) => idsOf(rows)?.includes(id);
    expect([isIn(holdings?.found), isIn(holdings?.namesakes)]).toEqual([where === 'found', where === 'namesakes']);
  });
});

describe('the answer is the same, and what the log is told', () => {
  const whole = (differing?: Differing) => askHoldings(source, 'seizures', differing);
  const other = { id: 'seizureperson_other', role: 'DRIVER', person_ref: 'ref_other', subject_category: 'VICTIM' };

  it.each<[string, Row]>([
    ['a link to somebody else stands beside it', { stated_name: 'Orla Nightjar', stated_birth_date: '1975-01-02' }],
    ['one of the same date', { stated_name: 'Orla Nightjar', stated_birth_date: '1961-04-12' }],
    ['one who shares the words of another', { stated_name: 'Quill Lanternby', stated_birth_date: '1975-01-02' }],
  ])('whether or not %s', async (_, row) => {
    const alone = await whole();
    expect(await withLinks([{ ...other, ...row }], () => whole())).toEqual(alone);
  });

  it('whether or not another agency holds links of the name', async () => {
    const alone = await whole();
    const link = { ...other, seizure_id: 'seizure_b', stated_name: 'Quill Lanternby' };
    const links = [link, { ...link, id: 'seizureperson_twice', stated_birth_date: '1961-04-12' }];
    expect(await withLinks(links, () => whole())).toEqual(alone);
  });

  it('whatever a seizure above the clearance says, but for its number', async () => {
    const alone = await whole();
    await run(`update seizures.seizure set place_name = 'Elsewhere' where id = 'seizure_secret'`);
    expect(await whole()).toEqual(alone);
    const link = { ...other, seizure_id: 'seizure_secret', stated_name: 'Quill Lanternby' };
    expect(await withLinks([link], () => whole())).toEqual(alone);
    const born = { ...link, stated_birth_date: '1961-04-12' };
    expect((await withLinks([born], () => ask()))?.aboveClearance).toBe(2);
  });
});

describe('nothing is told', () => {
  it('to whom policy opens nothing: an analyst, an auditor, another agency, another purpose', async () => {
    const others = [
      { ...dpo, role: 'ANALYST' as const },
      { ...dpo, role: 'AUDITOR' as const },
      { ...dpo, agency: 'BE-CUSTOMS' },
      { ...dpo, purpose: 'CRIMINAL_INVESTIGATION' as const },
      { ...dpo, caseReference: null },
    ];
    for (const asker of others) expect(await holdingsOf(source, 'seizures', {}, asker)).toBeNull();
  });

  it('for what a representation says of itself: its key alone is used, and a part of an answer is no entity', async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on Seizure { id } ... on Subject { seizures { source } } } }`;
    const marked = { ofAsked: true, isOfAsked: true, standing: 'VISIBLE' };
    const entities = (...stated: readonly object[]) =>
      source.ask(dpo, query, { r: stated.map((each) => ({ ...quill, ...marked, ...each })) });
    const { data } = await entities(
      { __typename: 'Seizure', ref: 'ref_seizure_a' },
      { __typename: 'Seizure', nodeKey: 'seizure_a' },
      { __typename: 'Subject', probe: 'seizure_a' },
    );
    expect(data).toEqual({ _entities: [null, null, { seizures: null }] });
    for (const __typename of ['SubjectHoldings', 'SubjectHolding'])
      expect(await entities({ __typename, id: 'seizure_a' })).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
      });
  });

  it('while names of the agency wait for their keys: one of them may be the person', async () => {
    await run("update seizures.seizure_person set matcher_version = null where id = 'p_seizure_b'");
    expect((await ask())?.found).toHaveLength(own.length);
    await run("update seizures.seizure_person set matcher_version = null where id = 'p_seizure_minor'");
    expect(await askHoldings(source, 'seizures')).toMatchObject({
      errors: [{ extensions: { code: 'SOURCE_UNAVAILABLE' } }],
    });
    await keyNames();
  });
});
