import { beforeEach, describe, expect, it } from '@jest/globals';
import { createPortcullisJsonl } from '../../../ingest/formats/portcullis/portcullis-jsonl.js';
import { listVersions } from '../../../ingest/rows/versions.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { PortcullisError } from '../../../schema/errors.js';
import { recordBy } from '../../support/acts.js';
import { type IngestRun, ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

// All persons are invented. Two agencies bring in the same publisher's list.

const policy = loadPolicy();
const first = 'EU-SANCTIONS-DESK';
const second = 'EU-ANALYSIS';
const { databases } = await ownIngestDatabase();

beforeEach(async () => {
  for (const table of ['person', 'relation', 'provenance', 'history'])
    await databases.persons.exec(`delete from persons.${table}`);
  for (const table of ['quarantine', 'run']) await databases.ingest.exec(`delete from ingest.${table}`);
});

const person = (sourceRef: string, more: object = {}) => ({
  kind: 'person',
  sourceRef,
  names: [{ name: `EXEMPLAROV ${sourceRef}`, kind: 'NAME' }],
  ...more,
});

function run(originator: string, records: readonly object[], options: Partial<IngestRun> = {}, source = 'ftm') {
  const lines = records.map((record) =>
    JSON.stringify({ format: 'portcullis-jsonl', formatVersion: 1, source, record, raw: 'raw' }),
  );
  return ingest({
    format: createPortcullisJsonl(source),
    files: [writeFile('list.jsonl', `${lines.join('\n')}\n`)],
    envelope: { originator },
    databases,
    linkKey,
    policy,
    ...testRun(),
    ...options,
  });
}

const whole = { limits: { whole: true } };

/** All that is kept of one agency's records. */
async function keptOf(originator: string) {
  const kept: Record<string, readonly object[]> = {};
  for (const table of ['person', 'relation', 'provenance', 'history']) {
    const order = table === 'person' || table === 'relation' ? 'id' : 'record_id, version';
    kept[table] = await databases.persons.exec(
      `select to_jsonb(t) - 'subject_known' as row from persons.${table} t where originator = $1 order by ${order}`,
      [originator],
    );
  }
  return kept;
}

const keysOf = async (originator: string, table = 'person') =>
  (
    await databases.persons.exec<{ key: string }>(
      `select source_ref as key from persons.${table} where originator = $1 order by 1`,
      [originator],
    )
  ).map(({ key }) => key);

const relations = [{ kind: 'FAMILY', statedName: 'SPECIMEN' }];

describe("another agency's copy of a list", () => {
  it('stands beside the first, whole: all of it was refused as record.ofAnotherAgency', async () => {
    const records = [person('1', { relations }), person('2'), person('3')];
    await run(first, records);
    const before = await keptOf(first);
    expect(await run(second, records)).toMatchObject({ read: 3, added: 3, changed: 0, quarantined: 0 });
    expect(await keptOf(first)).toEqual(before);
    expect(await keysOf(second)).toEqual(['1', '2', '3']);
    expect(await keysOf(second, 'relation')).toEqual(['1/relation/1']);
    const ids = await databases.persons.exec<{ ids: number; refs: number }>(
      'select count(distinct id)::int as ids, count(distinct ref)::int as refs from persons.person',
    );
    expect(ids).toEqual([{ ids: 6, refs: 3 }]);
    for (const agency of [first, second]) {
      expect(await run(agency, records)).toMatchObject({ added: 0, changed: 0, unchanged: 3, quarantined: 0 });
    }
  });

  it('is changed by its own agency alone, under its own history', async () => {
    await run(first, [person('1')]);
    await run(second, [person('1')]);
    const before = await keptOf(first);
    expect(await run(second, [person('1', { gender: 'male' })])).toMatchObject({ changed: 1, quarantined: 0 });
    expect(await keptOf(first)).toEqual(before);
    const versions = await listVersions(databases, 'ftm', '1');
    expect(versions.map(({ originator, version, state }) => [originator, version, state]).sort()).toEqual([
      [second, 1, 'CHANGED'],
      [second, 2, 'LIVE'],
      [first, 1, 'LIVE'],
    ]);
    expect(versions.map(({ changed }) => changed).filter((changed) => changed !== null)).toEqual([['gender']]);
  });

  it("loses what is gone from its own agency's whole list alone, and comes back as what it was", async () => {
    await run(first, [person('1', { relations }), person('2')]);
    await run(second, [person('1', { relations }), person('2')]);
    const before = await keptOf(first);
    const [own] = (await keptOf(second)).person as readonly { readonly row: { readonly id: string } }[];
    expect(await run(second, [person('9')], whole)).toMatchObject({ added: 1, withdrawn: 2 });
    expect(await keptOf(first)).toEqual(before);
    expect([await keysOf(second), await keysOf(second, 'relation')]).toEqual([['9'], []]);
    expect(await run(second, [person('1'), person('2'), person('9')], whole)).toMatchObject({ added: 2 });
    expect((await keptOf(second)).person).toContainEqual({ row: expect.objectContaining({ id: own?.row.id }) });
    expect(await keptOf(first)).toEqual(before);
  });

  it('is withdrawn by a deletion of its own agency, and by no other', async () => {
    const format = {
      ...createPortcullisJsonl('ftm'),
      read: async function* () {
        yield { kind: 'withdrawal', of: 'person', sourceRef: '1', raw: 'DEL 1' } as const;
      },
    };
    await run(first, [person('1')]);
    expect(await run(second, [person('x')], { format })).toMatchObject({ withdrawn: 0, unchanged: 1, quarantined: 0 });
    await run(second, [person('1')]);
    expect(await run(second, [person('y')], { format })).toMatchObject({ withdrawn: 1 });
    expect([await keysOf(first), await keysOf(second)]).toEqual([['1'], []]);
  });

  it('ends its own links alone where its record states them no more', async () => {
    await run(first, [person('1', { relations })]);
    await run(second, [person('1', { relations })]);
    expect(await run(second, [person('1')])).toMatchObject({ changed: 1 });
    expect([await keysOf(first, 'relation'), await keysOf(second, 'relation')]).toEqual([['1/relation/1'], []]);
  });

  it('is under an envelope of its own: a looser one frees nothing of the first, and may not loosen itself', async () => {
    const strict = { classification: 'CONFIDENTIEL_UE', handling: ['H2'] };
    await run(first, [person('1')], { envelope: { originator: first, ...strict } });
    const loose = { envelope: { originator: second, classification: 'PUBLIC' } };
    expect(await run(second, [person('1')], loose)).toMatchObject({ added: 1, quarantined: 0 });
    const levels = () =>
      databases.persons.exec('select originator, classification from persons.person order by classification');
    const both = [
      { originator: second, classification: 0 },
      { originator: first, classification: 3 },
    ];
    expect(await levels()).toEqual(both);
    const again = { envelope: { originator: first, classification: 'PUBLIC' } };
    expect(await run(first, [person('1')], again)).toMatchObject({ reasons: { 'envelope.loosened': 1 } });
    expect(await levels()).toEqual(both);
  });

  it('is told apart by a dry run too', async () => {
    await run(first, [person('1'), person('2')]);
    await run(second, [person('1')]);
    const check = await run(second, [person('1', { gender: 'male' }), person('2')], { check: true });
    expect(check).toMatchObject({ added: 1, changed: 1, withdrawn: 0, quarantined: 0 });
  });

  it('comes in whole where both run at once, and where both were stopped between staging and publishing', async () => {
    const records = Array.from({ length: 40 }, (_, index) => person(String(index), { relations }));
    const both = await Promise.all([first, second].map((agency) => run(agency, records, { batchRows: 7 })));
    for (const result of both) expect(result).toMatchObject({ added: 40, quarantined: 0 });
    const changed = records.map((record) => ({ ...record, gender: 'male' }));
    const unavailable = recordBy(() => {
      throw new PortcullisError('AUDIT_UNAVAILABLE');
    });
    for (const agency of [first, second])
      await expect(run(agency, changed, { record: unavailable })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    for (const agency of [first, second]) {
      expect(await run(agency, changed)).toMatchObject({ resumed: true, changed: 40, quarantined: 0 });
      expect((await keptOf(agency)).history).toHaveLength(80);
    }
    expect(await databases.persons.exec('select seq from persons.staged_position')).toEqual([]);
  });
});

describe('what stands once, no matter who states it,', () => {
  const operation = { kind: 'jointOperation', agencies: [], name: 'Exemplar' };
  const code = { kind: 'code', list: 'hs', code: '01', name: 'Animals', version: '2022', sourceRef: 'hs/01' };
  const shared = policy.operations.find(({ members }) => members.length > 1);

  it.each([
    ['an entry of a code list', 'hs', ['NL-CUSTOMS', 'BE-CUSTOMS'], code],
    [
      'a joint operation, whose key is its id',
      'demo-incidents',
      (shared?.members ?? []).filter((agency) => policy.agencies[agency]?.originates.includes('demo-incidents')),
      { ...operation, sourceRef: shared?.id },
    ],
  ])('%s, is refused from another agency, and stays as it is', async (_, source, agencies, record) => {
    const [one = '', other = ''] = agencies;
    expect(await run(one, [record], {}, source)).toMatchObject({ added: 1, quarantined: 0 });
    const reasons = { 'record.ofAnotherAgency': 1 };
    expect(await run(other, [{ ...record, name: 'Taken' }], {}, source)).toMatchObject({ added: 0, reasons });
    expect(await run(one, [record], {}, source)).toMatchObject({ unchanged: 1 });
  });

  it('is in quarantine to the last one, however many another agency states: of 1,200 some were counted twice, and others lost', async () => {
    const codes = Array.from({ length: 1200 }, (_, at) => ({ ...code, code: `${at}`, sourceRef: `hs/many/${at}` }));
    expect(await run('NL-CUSTOMS', codes, {}, 'hs')).toMatchObject({ added: 1200 });
    const reasons = { 'record.ofAnotherAgency': 1200 };
    expect(await run('BE-CUSTOMS', codes, {}, 'hs')).toMatchObject({ added: 0, quarantined: 1200, reasons });
    const kept = await databases.ingest.exec('select count(distinct line)::int as lines from ingest.quarantine');
    expect(kept).toEqual([{ lines: 1200 }]);
  });
});
