import { describe, expect, it } from '@jest/globals';
import { ftm } from '../../../../ingest/formats/ftm/ftm.js';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { unpackContent } from '../../../../storage/sourceContent.js';
import { ingest } from '../../support/ingestFiles.js';
import { describeWithReal, linkKey, ownIngestDatabase, realFile, testRun, writeFile } from '../../support/samples.js';
import { address, all, entity, person, sanction, toLines } from './entities.js';

const { databases } = await ownIngestDatabase();

let deliveries = 0;
const run = (items: readonly unknown[], limits = {}) => {
  deliveries += 1;
  return runFile(writeFile(`delivery-${deliveries}.json`, toLines(items)), limits);
};
const runFile = (file: string, limits = {}) =>
  ingest({
    format: ftm,
    files: [file],
    envelope: { originator: 'EU-SANCTIONS-DESK' },
    databases,
    linkKey,
    policy: loadPolicy(),
    ...testRun(),
    limits,
  });
const rows = <Row>(text: string) => databases.persons.exec<Row>(text);
const change = (op: string, of: unknown) => ({ op, entity: of });

interface PersonRow {
  readonly sanctions: readonly { readonly programme: string }[];
  readonly programmes: readonly string[];
  readonly addresses: readonly { readonly full: string }[];
  readonly positions: readonly { readonly title: string }[];
  readonly icao_keys: readonly string[];
}
const stored = async () => (await rows<PersonRow>("select * from persons.person where source_ref = 'xx-p1'"))[0];

describe('ftm in the sources', () => {
  it('is stored with its links, which show at both ends and point at records by key', async () => {
    expect(await run(all)).toMatchObject({ read: 4, stored: 4, quarantined: 0 });
    expect(await stored()).toMatchObject({
      programmes: ['Demonstration', 'XX-DEMO', 'XX-OTHER'],
      icao_keys: expect.arrayContaining(['FICTIUS EXEMPLAROV']),
    });
    expect(
      await rows(
        `select p.source_ref as of, r.source_ref, r.kind, r.inverse from persons.relation r
         join persons.person p on p.ref = r.person_ref`,
      ),
    ).toEqual([{ of: 'xx-p1', source_ref: 'xx-l2', kind: 'FAMILY', inverse: false }]);
    expect(await rows("select inverse from persons.relation where source_ref = 'xx-l2/relation/2'")).toEqual([
      { inverse: true },
    ]);
    expect(
      await rows(
        `select i.source_ref, i.kind, p.source_ref as holder, o.source_ref as object from persons.interest i
         left join persons.person p on p.ref = i.holder_person_ref
         left join persons.organization o on o.ref = i.organization_ref order by i.kind`,
      ),
    ).toEqual([
      { source_ref: 'xx-l1', kind: 'OWNERSHIP', holder: 'xx-p1', object: 'xx-c1' },
      { source_ref: 'xx-c1/interest/1', kind: 'PARENT', holder: null, object: 'xx-c1' },
    ]);
  });

  it('changes nothing when the same entities come in another order', async () => {
    expect(await run([...all].reverse())).toMatchObject({ stored: 0, unchanged: 4 });
  });

  it('keeps of a record that a delta modifies what the delta does not mention', async () => {
    const second = entity('xx-s2', 'Sanction', {
      entity: ['xx-p1'],
      program: ['Second'],
      authority: ['Specimen Office'],
    });
    await run([change('MOD', person), change('ADD', second)]);
    const after = await stored();
    expect(after?.sanctions.map(({ programme }) => programme)).toEqual(['Demonstration', 'Second', 'XX-OTHER']);
    expect(after?.addresses.map(({ full }) => full)).toContain('2 Example Street, 0000, Exampleville');
    expect(after?.positions.map(({ title }) => title)).toContain('Minister of Examples');
  });

  it('takes away what a delta deletes: a listing of a record in it, a link, a person', async () => {
    await run([change('MOD', person), change('DEL', { id: 'xx-s1' }), change('DEL', { id: 'xx-l2' })]);
    expect((await stored())?.sanctions.map(({ programme }) => programme)).toEqual(['Second', 'XX-DEMO', 'XX-OTHER']);
    expect(await rows("select id from persons.relation where source = 'ftm'")).toEqual([]);
    await run([change('DEL', { id: 'xx-p1' })]);
    expect(await stored()).toBeUndefined();
  });

  it('takes away a listing that is deleted alone, its person not being in the delta', async () => {
    await run([person, sanction, entity('xx-s2', 'Sanction', { entity: ['xx-p1'], program: ['Second'] })]);
    const before = await stored();
    expect(before?.sanctions.map(({ programme }) => programme)).toEqual(['Demonstration', 'Second', 'XX-OTHER']);
    await run([change('DEL', { id: 'xx-s1' }), change('DEL', { id: 'xx-s2' })]);
    expect((await stored())?.sanctions.map(({ programme }) => programme)).toEqual(['XX-OTHER']);
    const { raw } = unpackContent(
      (await rows<{ content: Buffer }>("select content from persons.provenance where source_ref = 'xx-p1'"))[0]
        ?.content as Buffer,
    );
    expect(raw).toContain(JSON.stringify(change('DEL', { id: 'xx-s2' })));
    await run([change('DEL', { id: 'xx-p1' })]);
  });

  it('takes a legal entity back that proves to be a person', async () => {
    await run([entity('xx-e1', 'LegalEntity', { name: ['Specimen'] })]);
    await run([change('MOD', entity('xx-e1', 'Person', { name: ['Specimen'] }))]);
    expect(await rows("select id from persons.organization where source_ref = 'xx-e1'")).toEqual([]);
    expect(await rows("select name from persons.person where source_ref = 'xx-e1'")).toEqual([{ name: 'Specimen' }]);
  });

  it('withdraws what a whole list does not name any more, a part of nobody notwithstanding', async () => {
    await run([person, sanction, address, entity('xx-alone', 'Address', { full: ['Nobody Street'] })], { whole: true });
    expect(await rows("select source_ref from persons.person where source = 'ftm'")).toEqual([{ source_ref: 'xx-p1' }]);
    expect(await rows("select source_ref from persons.organization where source = 'ftm'")).toEqual([]);
    expect(await rows("select source_ref from persons.interest where source = 'ftm'")).toEqual([]);
  });
});

const zala = realFile('persons', 'ftm', 'yente_zala.ftm.json');

describeWithReal('ftm in the sources: real entities', [zala], () => {
  it('are stored whole: 38 records, and the second time none', async () => {
    expect(await runFile(zala)).toMatchObject({ read: 38, stored: 38, quarantined: 0 });
    expect(await rows('select count(*)::int as count from persons.relation')).toEqual([{ count: 8 }]);
    expect(await runFile(zala)).toMatchObject({ stored: 0 });
  });
});
