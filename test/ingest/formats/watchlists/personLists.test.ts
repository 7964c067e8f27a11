import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { bisDpl } from '../../../../ingest/formats/watchlists/bis-dpl.js';
import { ofacSdn } from '../../../../ingest/formats/watchlists/ofac-sdn.js';
import { unConsolidated } from '../../../../ingest/formats/watchlists/un-consolidated.js';
import { usCsl } from '../../../../ingest/formats/watchlists/us-csl.js';
import { describeWithReal, realFile, recogniseFile } from '../../support/samples.js';

/** Files of each list among all real files. */
const own = new Map([
  [bisDpl, ['bis_denied_persons_list.txt']],
  [ofacSdn, ['add.csv', 'alt.csv', 'sdn.csv', 'sdn_comments.csv']],
  [unConsolidated, ['un_consolidated.xml']],
  [usCsl, ['us_consolidated_screening_list_sample.csv']],
]);

describeWithReal('the lists of persons among all real files', [realFile()], () => {
  it.each([...own])('$name recognises its own files and no other', async (format, files) => {
    const all = readdirSync(realFile(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const recognised: string[] = [];
    for (const path of all) if ((await recogniseFile(format, path)) !== null) recognised.push(basename(path));
    expect(recognised.sort()).toEqual([...files].sort());
  });
});
