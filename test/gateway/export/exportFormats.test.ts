import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import graphology from 'graphology';
import graphologyGraphml from 'graphology-graphml';
import { exportFormats } from '../../../gateway/export/formats/index.js';
import { openArchive } from '../../../gateway/export/formats/verification/archive.js';
import { verifyExport } from '../../../gateway/export/formats/verification/verifyExport.js';
import { describeWithReal, realFile } from '../../ingest/support/samples.js';
import { fileOf, investigator, openExports, postExport, takeAll } from './exporting.js';
import { type Entity, type Model, validate } from './formats/ftm/validate.js';

const { log, deployment } = await openExports();

const seizures = `{ seizures(first: 10) { edges { node {
  caseReference seizedAt place { name countryCode location { unlocode name } }
  items(first: 2) { edges { node { drug quantity unit } } }
  persons(first: 2) { edges { node { role statedName person { name birthDate } } } } } } } }`;

async function take(
  accept: string,
  query = seizures,
): Promise<{ readonly bytes: Buffer; readonly disposition: string | null }> {
  log.reset();
  const response = await postExport(deployment, investigator, query, { headers: { accept } });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, accept]);
  const { bytes, isCut } = await takeAll(response);
  expect(isCut).toBe(false);
  return { bytes, disposition: response.headers.get('content-disposition') };
}

describe('an export by its format', () => {
  it.each(Object.entries(exportFormats))(
    'as %s is the file that its entry tells of',
    async (name, { mediaType, extension }) => {
      const { bytes, disposition } = await take(mediaType);
      const verified = await verifyExport(fileOf(bytes));
      expect(verified).toMatchObject({ format: name, isWhole: name === 'ftm' ? null : true, faults: [] });
      expect(verified?.rows).toBeGreaterThan(10);
      expect(disposition).toMatch(new RegExp(`^attachment; filename="seizures-\\d{8}T\\d{6}Z\\.${extension}"$`));
      const { exported } = log.entries.at(-1)?.body ?? {};
      expect(exported).toMatchObject({ format: name, rows: verified?.rows, sha256: verified?.sha256 });
    },
  );

  it('has the same rows in all formats, with marking and originator', async () => {
    const { bytes } = await take('application/jsonl');
    const rows = bytes
      .toString('utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('{"row"') ? [JSON.parse(line).record] : []));
    const ids = rows.map(({ id }) => id);
    const graph = graphologyGraphml.parse(
      graphology.MultiDirectedGraph,
      (await take('application/graphml+xml')).bytes.toString('utf8'),
    );
    const nodes = graph.filterNodes((_, { _row }) => _row !== undefined).map((node) => graph.getNodeAttributes(node));
    expect(nodes.map(({ id }) => id)).toEqual(ids);
    expect(nodes.map((node) => node['handling.originator'])).toEqual(rows.map(({ handling }) => handling.originator));
    const entities = (await take('application/json+ftm')).bytes.toString('utf8').trim().split('\n');
    const events = entities.map((line) => JSON.parse(line)).filter(({ portcullis }) => portcullis.row !== undefined);
    expect(events.map(({ schema, portcullis }) => [schema, portcullis.facts['handling.originator']])).toEqual(
      rows.map(({ handling }) => ['Event', handling.originator]),
    );
    const members = await openArchive(fileOf((await take('application/zip')).bytes));
    expect(members.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['header.json', 'Seizure.csv', 'SeizedItem.csv', 'SeizurePerson.csv', 'trailer.json']),
    );
  });

  it('is refused before its first page where the format cannot hold its rows', async () => {
    log.reset();
    const query = '{ seizureStatistics(first: 10) { edges { node { drug } } } }';
    const response = await postExport(deployment, investigator, query, { headers: { accept: 'application/json+ftm' } });
    expect([
      response.status,
      ((await response.json()) as { errors: { extensions: object }[] }).errors[0]?.extensions,
    ]).toEqual([400, expect.objectContaining({ code: 'EXPORT_NOT_POSSIBLE' })]);
    expect(log.kinds()).toEqual(['REFUSED']);
  });
});

const model = realFile('persons', 'ftm', 'ftm_default_model.json');

describeWithReal('an export as FollowTheMoney', [model], () => {
  it.each([
    [
      'persons',
      'name names { name kind } birthDate nationality identifications { type number country } addresses { full country } ' +
        'sanctions { authority programme startDate } relations(first: 5) { edges { node { id kind person { name } organization { name } } } } ' +
        'interests(first: 5) { edges { node { id kind role organization { name } vesselRecord { name } } } }',
    ],
    [
      'incidents',
      'title occurredAt countryCode persons(first: 5) { edges { node { role statedName person { name } } } } jointOperation { name }',
    ],
    [
      'consignments',
      'mrn consignor { name person { name } } parties { role name organization { name } } borderTransportMeans { vessel { imo } }',
    ],
  ])('is valid by its own model for the %s of the demonstration', async (field, selection) => {
    const query = `{ ${field}(first: 50) { edges { node { ${selection} } } } }`;
    const { bytes } = await take('application/json+ftm', query);
    const entities: Entity[] = bytes
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entities.length).toBeGreaterThan(20);
    expect(validate(entities, JSON.parse(readFileSync(model, 'utf8')) as Model)).toEqual([]);
  });
});
