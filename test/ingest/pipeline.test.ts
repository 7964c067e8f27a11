import { describe, expect, it } from '@jest/globals';
import type { Format } from '../../ingest/formats/format.js';
import { formats } from '../../ingest/formats/index.js';
import { matcherVersion } from '../../matching/index.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { ingest } from './support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from './support/samples.js';

const policy = loadPolicy();
const { databases } = await ownIngestDatabase();

function run(format: string, files: readonly string[], envelope = { originator: 'EU-SANCTIONS-DESK' }) {
  const chosen = formats.get(format);
  if (!chosen) throw new Error(format);
  return ingest({ format: chosen, files, envelope, databases, linkKey, policy, ...testRun() });
}

const rows = <Row>(source: 'persons' | 'incidents' | 'ingest', text: string) => databases[source].exec<Row>(text);

const header =
  'date,time,longitude,latitude,attack_type,location_description,nearest_country,attack_description,vessel_name,vessel_type,vessel_status';
const incident = (date: string, vessel: string, latitude = '1.5') =>
  `${date},NA,103.2,${latitude},Boarded,Off Nowhere,SGP,NA,${vessel},NA,Anchored`;

describe('the pipeline', () => {
  it('refuses at once what no record may have in its envelope', async () => {
    const file = writeFile('pirates.csv', `${header}\n${incident('2001-01-01', 'Exemplar One')}\n`);
    const refusal = {
      code: 'BAD_USER_INPUT',
      message: 'Nothing can be stored under this envelope: caseReference: the field is too long.',
    };
    const caseReference = 'c'.repeat(401);
    const commanded = { originator: 'EU-ANALYSIS', caseReference };
    await expect(run('pirate-attacks', [file], commanded)).rejects.toMatchObject(refusal);
    const stating = { ...(formats.get('pirate-attacks') as Format), envelope: { caseReference } };
    const delivery = { format: stating, files: [file], envelope: { originator: 'EU-ANALYSIS' } };
    await expect(ingest({ ...delivery, databases, linkKey, policy, ...testRun() })).rejects.toMatchObject(refusal);
  });

  it('refuses an originator that policy does not list, and one that does not originate the source', async () => {
    const file = writeFile('pirates.csv', `${header}\n${incident('2001-01-01', 'Exemplar One')}\n`);
    await expect(run('pirate-attacks', [file], { originator: 'XX-NOBODY' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(run('pirate-attacks', [file], { originator: 'BE-CUSTOMS' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await rows('incidents', 'select id from incidents.incident')).toEqual([]);
    expect(await rows('ingest', 'select id from ingest.run')).toEqual([]);
  });

  it('stores records under the envelope of the run, with references and held categories', async () => {
    const file = writeFile('pirates.csv', `${header}\n${incident('2001-02-03', 'Mv Exemplar Two')}\n`);
    const envelope = { originator: 'EU-SANCTIONS-DESK', handling: ['H1'], classification: 'RESTREINT_UE' };
    const result = await run('pirate-attacks', [file], envelope);
    expect(result).toMatchObject({ read: 1, stored: 1, unchanged: 0, quarantined: 0 });
    const [stored] = await rows<Record<string, unknown>>(
      'incidents',
      `select r.*, v.matcher_version from incidents.incident r join incidents.incident_vessel v on v.incident_id = r.id
       where v.stated_name = 'Mv Exemplar Two'`,
    );
    expect(stored).toMatchObject({
      originator: 'EU-SANCTIONS-DESK',
      handling_codes: ['H1'],
      classification: 2,
      source: 'pirate-attacks',
      country_code: 'SG',
      holds: ['incidents.location', 'incidents.summary'],
      matcher_version: matcherVersion,
    });
    expect(stored?.id).toMatch(/^incident_[a-z2-7]{24}$/);
  });

  it('changes nothing when the same file comes twice, and keeps exact repetitions of a row apart', async () => {
    const line = incident('2002-01-01', 'Exemplar Three');
    const file = writeFile('pirates.csv', `${header}\n${line}\n${line}\n${incident('2002-01-02', 'NA')}\n`);
    expect(await run('pirate-attacks', [file])).toMatchObject({ read: 3, stored: 3, unchanged: 0 });
    const before = await rows('incidents', 'select id, ref, content_hash from incidents.incident order by id');
    expect(await run('pirate-attacks', [file])).toMatchObject({ read: 3, stored: 0, unchanged: 3 });
    expect(await rows('incidents', 'select id, ref, content_hash from incidents.incident order by id')).toEqual(before);
  });

  it('updates a changed record in place: its id stays, its children are replaced', async () => {
    const text = (status: string) =>
      `${header}\n2003-01-01,NA,103.2,1,Boarded,Off Nowhere,SGP,NA,Exemplar Four,NA,${status}\n`;
    const find = () =>
      rows<{ id: string }>(
        'incidents',
        `select r.id, v.stated_activity from incidents.incident r join incidents.incident_vessel v on v.incident_id = r.id
         where v.stated_name = 'Exemplar Four'`,
      );
    await run('pirate-attacks', [writeFile('pirates.csv', text('Anchored'))]);
    const [before] = await find();
    expect(await run('pirate-attacks', [writeFile('pirates.csv', text('Steaming'))])).toMatchObject({ stored: 1 });
    expect(await find()).toEqual([{ id: before?.id, stated_activity: 'Steaming' }]);
  });

  it('quarantines what cannot be read with its line, field, reason and text, and stores the rest', async () => {
    const file = writeFile(
      'bad.csv',
      [
        header,
        incident('2004-02-30', 'Exemplar Five'),
        incident('2004-01-01', 'Exemplar Six', '91'),
        '2004-01-01,NA,"never closed,1,Boarded',
        incident('2004-01-02', 'Exemplar Seven'),
        'too,few',
        incident('2004-01-03', 'Exemplar\u0000Eight'),
        incident('2004-01-04', 'Exemplar Nine'),
        '',
      ].join('\n'),
    );
    const result = await run('pirate-attacks', [file]);
    expect(result).toMatchObject({ read: 7, stored: 2, unchanged: 0, quarantined: 5 });
    const kept = async () => {
      const found = await rows<{ raw: Buffer }>(
        'ingest',
        `select line, field, reason, raw from ingest.quarantine where file = 'bad.csv' order by line`,
      );
      return found.map((row) => ({ ...row, raw: row.raw.toString('utf8') }));
    };
    const first = await kept();
    expect(first).toEqual([
      { line: 2, field: 'date', reason: 'date.impossible', raw: expect.stringContaining('Exemplar Five') },
      { line: 3, field: 'latitude', reason: 'coordinate.impossible', raw: expect.stringContaining('Exemplar Six') },
      { line: 4, field: null, reason: 'quote.notClosed', raw: expect.stringContaining('never closed') },
      { line: 6, field: null, reason: 'fields.wrongNumber', raw: 'too,few' },
      { line: 7, field: null, reason: 'line.zeroByte', raw: expect.stringContaining('Eight') },
    ]);
    expect(await run('pirate-attacks', [file])).toMatchObject({ stored: 0, unchanged: 2, quarantined: 5 });
    expect(await kept()).toEqual(first);
  });

  it('writes down each run with its counts', async () => {
    const runs = await rows<{ finished_at: Date | null; quarantined: number }>(
      'ingest',
      'select finished_at, quarantined from ingest.run order by started_at desc limit 1',
    );
    expect(runs).toEqual([{ finished_at: expect.anything(), quarantined: 5 }]);
  });
});
