import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import { countries } from '../../../ingest/formats/codeLists/countries.js';
import { hs } from '../../../ingest/formats/codeLists/hs.js';
import { rec20 } from '../../../ingest/formats/codeLists/rec20.js';
import { rec21 } from '../../../ingest/formats/codeLists/rec21.js';
import { unlocode } from '../../../ingest/formats/codeLists/unlocode.js';
import type { Format } from '../../../ingest/formats/format.js';
import type { CodeRecord } from '../../../ingest/records/directory.js';
import { toStored } from '../../../ingest/rows/links.js';
import { readPackageFile } from '../../../schema/files.js';
import { allRealFiles } from '../../ingest/formats/realFiles.js';
import { describeWithReal, readAll, realFile } from '../../ingest/support/samples.js';
import { openDirectory } from './support.js';

const deliveries: readonly [Format, RegExp][] = [
  [unlocode, /^reference\/unlocode\//],
  [hs, /^reference\/(?:harmonized-system|hs-sections)\.csv$/],
  [rec20, /^reference\/unece-rec20\//],
  [rec21, /^reference\/unece-rec21\//],
  [countries, /^reference\/country-codes\//],
];

/** The questions of the subgraph's README, in order. */
const questions = [...readPackageFile('subgraphs', 'directory', 'README.md').matchAll(/```graphql\n([\s\S]*?)```/g)]
  .map(([, text = '']) => text)
  .slice(-6);

const source = await openDirectory();

describeWithReal('the README asks the real reference data', [realFile('reference', 'unlocode')], () => {
  beforeAll(async () => {
    for (const [format, own] of deliveries) {
      const { records } = await readAll(
        format,
        allRealFiles()
          .filter((path) => own.test(path))
          .map((path) => realFile(path)),
      );
      await load(format.name, records as CodeRecord[]);
    }
  });

  async function load(feed: string, records: readonly CodeRecord[]): Promise<void> {
    const rows = records.flatMap((record) =>
      toStored(record, feed, () => randomUUID()).map((stored) => ({
        id: `code_${randomUUID().replaceAll('-', '')}`,
        ref: stored.ref,
        source_ref: stored.sourceRef,
        ...stored.columns,
      })),
    );
    for (let start = 0; start < rows.length; start += 10_000) {
      await source.write(
        `insert into directory.code (id, ref, originator, source, source_ref, content_hash, list, code, name, parent,
           version, valid_from, valid_until, properties)
         select id, ref, 'NL-CUSTOMS', $2, source_ref, '', list, code, name, parent, version, valid_from, valid_until,
           properties
         from jsonb_to_recordset($1::jsonb) as x(id text, ref text, source_ref text, list text, code text, name text,
           parent text, version text, valid_from text, valid_until text, properties jsonb)`,
        [JSON.stringify(rows.slice(start, start + 10_000)), feed],
      );
    }
  }

  const ask = async (place: number) => {
    const { data, errors } = await source.ask(questions[place] ?? '');
    expect(errors).toBeUndefined();
    return data;
  };

  it('of a place', async () => {
    expect(await ask(0)).toMatchObject({
      location: { name: 'Rotterdam', functions: ['PORT', 'RAIL', 'ROAD', 'AIRPORT', 'POSTAL'], longitude: 4.5 },
      code: { name: 'Rotterdam', version: 'unstated', parent: { list: 'unlocode-countries', name: 'Netherlands' } },
      codes: { edges: expect.arrayContaining([{ node: { code: 'NLRTM', name: 'Rotterdam' } }]) },
    });
  });

  it('of a commodity', async () => {
    expect(await ask(1)).toMatchObject({
      code: {
        name: 'Cigarettes; containing tobacco',
        version: '2022',
        validFrom: '2022-01-01',
        validUntil: '2027-12-31',
        parent: { code: '2402', parent: { code: '24' } },
      },
      codes: { edges: ['240210', '240220', '240290'].map((code) => ({ node: { code } })) },
    });
  });

  it('of a unit', async () => {
    expect(await ask(2)).toMatchObject({
      code: { name: 'pound', properties: expect.arrayContaining([{ name: 'toKg', values: ['0.45359237'] }]) },
    });
  });

  it('of packages', async () => {
    const drums = (await ask(3))?.codes as { edges: { node: { code: string; name: string } }[] } | undefined;
    expect(drums?.edges).toHaveLength(23);
    expect(drums?.edges[0]).toEqual({ node: { code: '1A', name: 'Drum, steel' } });
  });

  it('of a country', async () => {
    expect(await ask(4)).toMatchObject({
      code: { name: 'Netherlands', properties: expect.arrayContaining([{ name: 'currency', values: ['EUR'] }]) },
    });
  });

  it('of what is loaded', async () => {
    expect(await ask(5)).toEqual({
      codeLists: [
        { list: 'countries', version: 'unstated', entries: 249 },
        { list: 'hs', version: '2022', entries: 6940 },
        { list: 'hs-sections', version: '2022', entries: 21 },
        { list: 'rec20', version: 'unstated', entries: 2136 },
        { list: 'rec20-levels', version: 'unstated', entries: 15 },
        { list: 'rec21', version: 'unstated', entries: 406 },
        { list: 'unlocode', version: 'unstated', entries: 75_547 },
        { list: 'unlocode-countries', version: 'unstated', entries: 249 },
        { list: 'unlocode-functions', version: 'unstated', entries: 11 },
        { list: 'unlocode-statuses', version: 'unstated', entries: 14 },
        { list: 'unlocode-subdivisions', version: 'unstated', entries: 4678 },
      ],
      sources: [],
    });
  });
});
