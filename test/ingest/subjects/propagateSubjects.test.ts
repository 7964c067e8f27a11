import { beforeEach, describe, expect, it } from '@jest/globals';
import { createPortcullisJsonl } from '../../../ingest/formats/portcullis/portcullis-jsonl.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { personLinks } from '../../../ingest/subjects/personLinks.js';
import { propagateSubjects } from '../../../ingest/subjects/propagateSubjects.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { forEachRecordSource } from '../../../schema/sources.js';
import type { WritableDatabase } from '../../../storage/types.js';
import { ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

// All persons are invented.
const policy = loadPolicy();
const { databases } = await ownIngestDatabase();
const fox = { source: 'demo-persons', sourceRef: 'fox' };

beforeEach(async () => {
  for (const table of ['told_subject', 'provenance', 'history']) {
    await databases.persons.exec(`delete from persons.${table}`);
  }
  for (const table of ['persons.person', 'persons.relation', 'seizures.seizure', 'incidents.incident']) {
    await databases[table.split('.')[0] as 'persons'].exec(`delete from ${table}`);
  }
  await databases.cargo.exec('delete from cargo.consignment');
  await databases.ingest.exec('delete from ingest.run');
});

function person(category: string | null, minor = false, sourceRef = 'fox'): object {
  return {
    kind: 'person',
    sourceRef,
    names: [{ name: `Exempla Fox (${sourceRef})`, kind: 'NAME' }],
    envelope: { ...(category === null ? {} : { dataSubjectCategory: category }), minor },
  };
}

const seizure = (key: string, link: object = {}): object => ({
  kind: 'seizure',
  sourceRef: key,
  items: [],
  persons: [{ role: 'COURIER', statedName: 'Exempla Fox', person: fox, ...link }],
});

const links: Readonly<Record<string, object>> = {
  'demo-seizures': seizure('s-1'),
  'demo-incidents': {
    kind: 'incident',
    sourceRef: 'i-1',
    persons: [{ role: 'CREW', statedName: 'Exempla Fox', person: fox }],
  },
  'demo-cargo': {
    kind: 'consignment',
    sourceRef: 'c-1',
    mrn: null,
    parties: [{ role: 'CONSIGNOR', name: 'Exempla Fox', person: fox }],
    goodsItems: [],
    transportEquipment: [],
  },
};

const agencies: Readonly<Record<string, string>> = { 'demo-cargo': 'NL-CUSTOMS' };

function deliver(source: string, ...records: object[]) {
  return deliverFor(agencies[source] ?? 'DE-POLICE', source, records);
}

function deliverFor(originator: string, source: string, records: readonly object[]) {
  const lines = records.map((record) =>
    JSON.stringify({ format: 'portcullis-jsonl', formatVersion: 1, source, record: record as SourceRecord, raw: null }),
  );
  const files = [writeFile('export.jsonl', `${lines.join('\n')}\n`)];
  const format = createPortcullisJsonl(source);
  const limits = { mayLoosen: true };
  return ingest({ format, files, envelope: { originator }, limits, databases, linkKey, policy, ...testRun() });
}

/** What each table of links says of the person at the end of its only link. */
async function told() {
  const found: Record<string, unknown> = {};
  for (const { source, table, column } of personLinks) {
    const rows = await databases[source].exec<{ category: string | null; minor: boolean; known: boolean }>(
      `select record_category as category, record_minor as minor, subject_known as known from ${table}
       where ${column} is not null`,
    );
    found[table] = rows.map(({ category, minor, known }) => (known ? [category, minor] : 'untold'));
  }
  return found;
}

const everywhere = (category: string | null, minor = false) =>
  Object.fromEntries(personLinks.map(({ table }) => [table, [[category, minor]]]));

/** Somebody related to the fox, whose relation names it. */
const relative = {
  ...person('OTHER', false, 'hen'),
  relations: [{ kind: 'ASSOCIATE', statedName: 'Exempla Fox', person: fox }],
};

async function deliverLinks(): Promise<void> {
  for (const [source, record] of Object.entries(links)) await deliver(source, record);
  await deliver('demo-persons', relative);
}

describe('telling what persons are to a case', () => {
  it('reaches every source that holds the ref, whichever came first', async () => {
    await deliver('demo-persons', person('SUSPECT'));
    await deliverLinks();
    expect(await told()).toEqual(everywhere('SUSPECT'));
  });

  it('reaches links that were there before the person', async () => {
    await deliverLinks();
    expect(await told()).toEqual(everywhere(null));
    await deliver('demo-persons', person('OTHER'), relative);
    expect(await told()).toEqual(everywhere('OTHER'));
  });

  it('tells anew of a person who has become a witness, and of a minor', async () => {
    await deliver('demo-persons', person('SUSPECT'));
    await deliverLinks();
    await deliver('demo-persons', person('WITNESS'), relative);
    expect(await told()).toEqual(everywhere('WITNESS'));
    await deliver('demo-persons', person('WITNESS', true), relative);
    expect(await told()).toEqual(everywhere('WITNESS', true));
  });

  it('knows nothing any more of a person whose record has gone', async () => {
    await deliver('demo-persons', person('SUSPECT'));
    await deliverLinks();
    await databases.persons.exec(`delete from persons.person where source_ref = 'fox'`);
    await propagateSubjects({ databases, policy });
    expect(await told()).toEqual(everywhere(null));
  });

  it('tells OTHER of a public list that does not say, and of no other record that does not say', async () => {
    await deliver('demo-persons', person(null));
    await deliverLinks();
    expect(await told()).toEqual(everywhere(null));
    await databases.persons.exec(
      `update persons.person set source = 'ofac-sdn', classification = 0, envelope_key = null where source_ref = 'fox'`,
    );
    await propagateSubjects({ databases, policy });
    expect(await told()).toEqual(everywhere('OTHER'));
    await databases.persons.exec('update persons.person set classification = 2, envelope_key = null');
    await propagateSubjects({ databases, policy });
    expect(await told()).toEqual(everywhere(null));
  });

  describe('of a person of whom several agencies have a record', () => {
    /** Another agency's copy of the fox. */
    const copy = (record: object) => deliverFor('EU-ANALYSIS', 'demo-persons', [record]);

    it('tells the strictest: no copy loosens what another says, and what it said ends with it', async () => {
      await deliver('demo-persons', person('VICTIM'));
      await deliverLinks();
      await copy(person('SUSPECT'));
      expect(await told()).toEqual(everywhere('VICTIM'));
      await databases.persons.exec(`delete from persons.person where originator = 'DE-POLICE' and source_ref = 'fox'`);
      await propagateSubjects({ databases, policy });
      expect(await told()).toEqual(everywhere('SUSPECT'));
    });

    it('tells anew where a copy says more than the first: a witness, a minor', async () => {
      await deliver('demo-persons', person('SUSPECT'));
      await deliverLinks();
      await copy(person('WITNESS', true));
      expect(await told()).toEqual(everywhere('WITNESS', true));
      await copy(person('SUSPECT'));
      expect(await told()).toEqual(everywhere('SUSPECT'));
    });

    it('tells nothing while one of them does not say, to links of after it too', async () => {
      await deliver('demo-persons', person('SUSPECT'));
      await copy(person(null));
      await deliverLinks();
      expect(await told()).toEqual(everywhere(null));
      await copy(person('VICTIM'));
      expect(await told()).toEqual(everywhere('VICTIM'));
    });
  });

  it('leaves untold, and so protected, a link that is written anew, until its own run has told it', async () => {
    await deliver('demo-persons', person('SUSPECT'));
    await deliver('demo-seizures', seizure('s-1'));
    const [row] = await databases.seizures.exec<{ known: boolean }>(
      `insert into seizures.seizure_person (id, seizure_id, person_ref)
       select 'new', seizure_id, person_ref from seizures.seizure_person returning subject_known as known`,
    );
    expect(row).toEqual({ known: false });
  });

  it('finds nothing changed in a delivery that is read again', async () => {
    await deliver('demo-persons', person('SUSPECT'));
    expect(
      await deliver('demo-seizures', seizure('s-1', { subject: { category: 'SUSPECT', minor: false } })),
    ).toMatchObject({
      added: 1,
    });
    await databases.ingest.exec('delete from ingest.run');
    expect(
      await deliver('demo-seizures', seizure('s-1', { subject: { category: 'SUSPECT', minor: false } })),
    ).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
    const rows = await databases.seizures.exec(
      'select subject_category, subject_minor, subject_known from seizures.seizure_person',
    );
    expect(rows).toEqual([{ subject_category: 'SUSPECT', subject_minor: false, subject_known: true }]);
  });
});

class Killed extends Error {}

/** The same databases, of which all die at the statement of that number; each counts what it was asked. */
function dyingAt(number: number) {
  let statements = 0;
  const wrap = (database: WritableDatabase): WritableDatabase => ({
    ...database,
    exec: async (...statement) => {
      statements += 1;
      if (statements === number) throw new Killed();
      return await database.exec(...statement);
    },
    transaction: (work) => database.transaction(work),
  });
  const dying = forEachRecordSource((source) => wrap(databases[source]));
  return { dying, count: () => statements };
}

describe('telling that is stopped', () => {
  it('at any statement is completed by the next, and until then no link says less than is known', async () => {
    await deliver('demo-persons', person('SUSPECT'));
    await deliverLinks();
    const whole = dyingAt(0);
    for (let at = 1; ; at += 1) {
      // The person is a suspect, told everywhere; then a witness, and one link is new.
      await databases.persons.exec(`update persons.person set data_subject_category = 'SUSPECT', envelope_key = null`);
      await propagateSubjects({ databases, policy });
      await databases.persons.exec(
        `update persons.person set data_subject_category = 'WITNESS', envelope_key = null where source_ref = 'fox'`,
      );
      await databases.seizures.exec(
        'update seizures.seizure_person set subject_known = false, record_category = null, record_minor = null',
      );
      if (at === 1) {
        await propagateSubjects({ databases: whole.dying, policy });
        expect(await told()).toEqual(everywhere('WITNESS'));
        expect(whole.count()).toBeGreaterThan(8);
        continue;
      }
      if (at > whole.count()) break;
      await expect(propagateSubjects({ databases: dyingAt(at).dying, policy })).rejects.toThrow(Killed);
      const [between] = Object.values((await told())['seizures.seizure_person'] as object);
      expect(['untold', ['WITNESS', false]]).toContainEqual(between);
      await propagateSubjects({ databases, policy });
      expect([at, await told()]).toEqual([at, everywhere('WITNESS')]);
    }
  });
});
