import { expect, it } from '@jest/globals';
import { createMappedFormat } from '../../../ingest/formats/mapped.js';
import type { Mapping } from '../../../ingest/mapping/mapping.js';
import { parseMapping } from '../../../ingest/mapping/parse/parse.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

// All rows are invented.
const mrn = '06DE586600006143E1';
const { databases } = await ownIngestDatabase();

function mapped(source: string, kind: string, field: string) {
  const text = `version: 1\nsource: ${source}\nkind: ${kind}\ninput: {type: csv}\nkey: id\nfields: {${field}}\n`;
  const { mapping, mistakes } = parseMapping(text, 'm.yaml');
  expect(mistakes).toEqual([]);
  return createMappedFormat(mapping as Mapping);
}

const run = (format: ReturnType<typeof mapped>, originator: string, text: string, whole = false) =>
  ingest({
    format,
    files: [writeFile('rows.csv', text)],
    envelope: { originator },
    databases,
    linkKey,
    policy: loadPolicy(),
    ...testRun(),
    limits: { whole },
  });
const refs = async (table: string, column: string) =>
  (await databases[table.split('.')[0] as 'cargo'].exec<{ ref: string }>(`select ${column} as ref from ${table}`)).map(
    ({ ref }) => ref,
  );

it('stores the records that two agencies have of one consignment: the second was refused as database.23505', async () => {
  const declared = mapped('mapped-declarations', 'consignment', 'mrn: mrn');
  const extract = mapped('mapped-extract', 'consignment', 'mrn: mrn');
  expect(await run(declared, 'NL-CUSTOMS', `id,mrn\n1,${mrn}\n`)).toMatchObject({ added: 1, quarantined: 0 });
  expect(await run(extract, 'BE-CUSTOMS', `id,mrn\nB-9,${mrn}\n`)).toMatchObject({ added: 1, quarantined: 0 });
  const [first, second] = await refs('cargo.consignment', 'ref');
  expect(second).toBe(first);
  const seized = mapped('mapped-seizures', 'seizure', 'items.category: what, consignments: mrn');
  await run(seized, 'NL-CUSTOMS', `id,what,mrn\nS-1,DRUGS,${mrn}\n`);
  expect(await refs('seizures.seizure_consignment', 'consignment_ref')).toEqual([first]);
  // Each list withdraws its own record alone.
  expect(await run(declared, 'NL-CUSTOMS', 'id,mrn\n2,\n', true)).toMatchObject({ withdrawn: 1 });
  expect(await databases.cargo.exec('select source from cargo.consignment where mrn = $1', [mrn])).toEqual([
    { source: 'mapped-extract' },
  ]);
});
