import { beforeEach, describe, expect, it } from '@jest/globals';
import { createPortcullisJsonl } from '../../../ingest/formats/portcullis/portcullis-jsonl.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { type IngestRun, ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

// Exports that were edited by hand: the sharpest tool of a sender.

const policy = loadPolicy();
const source = 'ftm';
const { databases } = await ownIngestDatabase();

beforeEach(async () => {
  for (const table of ['person', 'relation', 'provenance', 'history'])
    await databases.persons.exec(`delete from persons.${table}`);
  await databases.directory.exec('delete from directory.loaded_source');
  for (const table of ['quarantine', 'run']) await databases.ingest.exec(`delete from ingest.${table}`);
});

const person = (sourceRef: string, more: object = {}) => ({
  kind: 'person',
  sourceRef,
  names: [{ name: `EXEMPLAROV ${sourceRef}`, kind: 'NAME' }],
  ...more,
});
const pointer = (sourceRef: string) => ({ person: { source, sourceRef } });

function run(records: readonly object[], options: Partial<IngestRun> = {}) {
  const lines = records.map((record) =>
    JSON.stringify({ format: 'portcullis-jsonl', formatVersion: 1, source, record, raw: 'raw' }),
  );
  return ingest({
    format: createPortcullisJsonl(source),
    files: [writeFile('edited.jsonl', `${lines.join('\n')}\n`)],
    envelope: { originator: 'EU-ANALYSIS' },
    databases,
    linkKey,
    policy,
    ...testRun(),
    ...options,
  });
}

describe('a record of an edited export', () => {
  it('is under what the command states, though it states a weaker envelope, or null', async () => {
    const envelope = {
      originator: 'EU-ANALYSIS',
      classification: 'RESTREINT_UE',
      handling: ['H2'],
      expiresAt: '2030-01-01T00:00:00.000Z',
      releasableTo: ['country:BE'],
    };
    const weak = {
      classification: 'PUBLIC',
      handlingCodes: [],
      expiresAt: '2099-01-01T00:00:00Z',
      releasableTo: ['kind:PARTNER_THIRD_COUNTRY'],
      hitTo: ['country:XA'],
    };
    const none = { classification: null, handlingCodes: null, expiresAt: null, releasableTo: null };
    const records = [
      person('weak', { envelope: weak }),
      person('none', { envelope: none }),
      person('nil', { envelope: null }),
    ];
    expect(await run(records, { envelope })).toMatchObject({ added: 3, quarantined: 0 });
    const rows = await databases.persons.exec(
      `select classification, handling_codes, expires_at = '2030-01-01Z' as ends, releasable_to, hit_to from persons.person
       order by source_ref`,
    );
    const strict = { classification: 2, handling_codes: ['H2'], ends: true, hit_to: [] };
    expect(rows).toEqual([
      { ...strict, releasable_to: ['country:BE'] },
      { ...strict, releasable_to: ['country:BE'] },
      { ...strict, releasable_to: ['agency:EU-ANALYSIS'] },
    ]);
  });

  it('that is limited to other purposes than the command allows is kept in quarantine: no purpose is left', async () => {
    const records = [person('1', { envelope: { purposeLimits: ['BORDER_CHECK'] } })];
    const envelope = { originator: 'EU-ANALYSIS', purposeLimits: ['CRIMINAL_INVESTIGATION'] };
    expect(await run(records, { envelope })).toMatchObject({ added: 0, reasons: { 'envelope.contradicts': 1 } });
  });

  it('neither replaces nor adds a record of an agency that may enter the source too', async () => {
    const theirs = { envelope: { originator: 'EU-SANCTIONS-DESK' } };
    await run([person('1')], theirs);
    const forged = [person('1', { gender: 'female', ...theirs }), person('2', theirs)];
    expect(await run(forged)).toMatchObject({ added: 0, changed: 0, reasons: { 'originator.other': 2 } });
    const rows = await databases.persons.exec('select source_ref, originator, gender from persons.person');
    expect(rows).toEqual([{ source_ref: '1', originator: 'EU-SANCTIONS-DESK', gender: null }]);
  });

  it('takes back no link of another agency when the record whose key it begins with changes', async () => {
    const link = { kind: 'relation', relation: 'FAMILY', subjects: [pointer('1')], objects: [pointer('2')] };
    const relations = [{ kind: 'FAMILY', statedName: 'SPECIMEN' }];
    await run([person('1')]);
    await run([person('9', { relations })], { envelope: { originator: 'EU-SANCTIONS-DESK' } });
    // As a release before this one would have stored it: today no record may have such a key.
    await databases.persons.exec("update persons.relation set source_ref = '1/relation/1'");
    await databases.persons.exec(
      "update persons.provenance set source_ref = '1/relation/1' where source_ref like '9/%'",
    );
    expect(await run([person('1', { gender: 'male' })])).toMatchObject({ changed: 1 });
    expect(await databases.persons.exec('select originator from persons.relation')).toEqual([
      { originator: 'EU-SANCTIONS-DESK' },
    ]);
    expect(await run([{ ...link, sourceRef: '1/relation/1' }])).toMatchObject({ reasons: { 'key.ofALink': 1 } });
  });

  it.each([
    ['a consignment without a number', { kind: 'consignment', parties: [], goodsItems: [], transportEquipment: [] }],
    ['an envelope of null', person('x', { envelope: null })],
  ])('with %s is stored, and does not end the run', async (_, record) => {
    expect(await run([{ ...record, sourceRef: 'x' }, person('2')])).toMatchObject({ added: 2, quarantined: 0 });
    await databases.cargo.exec('delete from cargo.consignment');
  });

  it.each(['infinity', 'now', 'yesterday', '01/02/2030', '2030-01-01', '2020-01-01 00:00'])(
    'that states %s for an instant is kept in quarantine: a database takes it for one',
    async (text) => {
      const incident = { kind: 'incident', sourceRef: '1', incidentKind: 'SIGHTING', occurredAt: text };
      const consignment = { kind: 'consignment', sourceRef: '1', parties: [], goodsItems: [], transportEquipment: [] };
      const statistic = {
        kind: 'seizureStatistic',
        sourceRef: '1',
        category: 'DRUGS',
        periodFrom: text,
        periodTo: '2020',
      };
      const records = [
        incident,
        { ...consignment, declaredAt: text },
        person('1', { envelope: { expiresAt: text } }),
        ...(/^\d{4}-\d\d-\d\d$/.test(text) ? [] : [statistic]),
      ];
      const result = await run(records);
      expect(result).toMatchObject({ added: 0, quarantined: records.length });
      expect(Object.keys(result.reasons).filter((reason) => reason.startsWith('database.'))).toEqual([]);
    },
  );
});

it('a year 0 is taken out of a field, and kept in quarantine in an envelope or a period', async () => {
  const text = '0000-01-01T00:00:00Z';
  const incident = { kind: 'incident', sourceRef: 'zero', incidentKind: 'SIGHTING', occurredAt: text };
  const period = { periodFrom: text, periodTo: '2020' };
  const statistic = { kind: 'seizureStatistic', sourceRef: 'zero', category: 'DRUGS', ...period };
  const lines = [incident, person('zero', { envelope: { expiresAt: text } }), statistic];
  expect(await run(lines)).toMatchObject({ added: 1, quarantined: 2 });
  const stored = 'select occurred_at from incidents.incident where kind = $1';
  expect(await databases.incidents.exec(stored, ['SIGHTING'])).toEqual([{ occurred_at: null }]);
});

describe('a delta of another agency', () => {
  const text = "the other agency's own text";
  const sanctions = [{ sourceRef: 'S1', programme: 'EXEMPLAR' }];
  const partial = { lists: ['sanctions'], gone: new Set(['S1']) };
  const reading = (item: object): IngestRun['format'] => ({
    ...createPortcullisJsonl(source),
    read: async function* () {
      yield item as never;
    },
  });
  const kept = async () => {
    const rows = await databases.ingest.exec<{ raw: Buffer }>('select raw from ingest.quarantine');
    return rows.map(({ raw }) => raw.toString());
  };

  beforeEach(async () => {
    const format = reading({ ...person('1', { sanctions }), raw: text });
    await run([person('1')], { format, envelope: { originator: 'EU-SANCTIONS-DESK' } });
  });

  it('that takes an entry away by its key gets nothing of the record that has it, not even into quarantine', async () => {
    const format = reading({ kind: 'withdrawal', of: 'person', sourceRef: 'S1', raw: 'DEL S1', partial });
    expect(await run([person('2')], { format })).toMatchObject({ read: 1, changed: 0, quarantined: 0 });
    expect(await kept()).toEqual([]);
  });

  it('that states a record in part is completed from none but its own', async () => {
    const format = reading({
      ...person('1', { gender: 'male' }),
      raw: 'MOD 1',
      partial: { ...partial, gone: new Set() },
    });
    const reads: string[] = [];
    const persons = new Proxy(databases.persons, {
      get: (target, name) => {
        if (name !== 'exec') return Reflect.get(target, name) as unknown;
        return async (sql: string, values: unknown[]) => {
          const rows = await target.exec(sql, values);
          if (sql.includes('content from persons.provenance')) reads.push(`${rows.length} rows`);
          return rows;
        };
      },
    });
    const result = await run([person('2')], { format, databases: { ...databases, persons } });
    expect(result).toMatchObject({ added: 1, changed: 0, quarantined: 0 });
    expect(reads).toEqual(['0 rows']);
    const own = await databases.persons.exec(
      'select sanctions, quality_flags from persons.provenance join persons.person on id = record_id where person.originator = $1',
      ['EU-ANALYSIS'],
    );
    expect(own).toEqual([{ sanctions: [], quality_flags: ['BASE_MISSING'] }]);
  });
});

describe('the line of a feed', () => {
  it('is for its originator alone where its records have more releases than are compared', async () => {
    const released = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        person(`${index}`, { envelope: { releasableTo: ['country:BE', `agency:EXEMPLAR-${index}`] } }),
      );
    const line = async () => await databases.directory.exec('select releasable_to from directory.loaded_source');
    await run(released(190));
    expect(await line()).toEqual([{ releasable_to: ['country:BE'] }]);
    await run(released(250));
    expect(await line()).toEqual([{ releasable_to: ['agency:EU-ANALYSIS'] }]);
  });
});

describe('a reject', () => {
  it('whose field has a name that no database holds is kept, and does not end the run', async () => {
    const format = {
      ...createPortcullisJsonl(source),
      read: async function* () {
        const place = { file: 'edited.jsonl', line: 1, path: '/\u0000', field: 'na\u0000me\ud800' };
        yield {
          kind: 'reject',
          ...place,
          reason: 'field.misshapen',
          raw: 'x',
          frame: { before: '\ud800', after: '\u0000' },
        } as const;
      },
    };
    expect(await run([person('1')], { format })).toMatchObject({ state: 'DONE', quarantined: 1 });
    expect(await databases.ingest.exec('select field from ingest.quarantine')).toEqual([{ field: 'na\ufffdme\ufffd' }]);
  });
});
