import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';
import { openDirectory } from './support.js';

// A third country that enters a feed of its own, which no agency of the shipped policy is.
const shipped = loadPolicy();
const partner = shipped.agencies['XA-CUSTOMS'];
if (!partner) throw new Error('no agency XA-CUSTOMS');
const policy: Policy = {
  ...shipped,
  agencies: { ...shipped.agencies, 'XA-CUSTOMS': { ...partner, originates: ['xa-feed'] } },
};

const [source, other] = [await openDirectory(policy), await openDirectory()];
beforeAll(async () => {
  const insert = `insert into directory.loaded_source (source, originator, format, format_version, files, file_hashes,
    run_id, loaded_at, records, quarantined, withdrawn, unmapped, sequence)
    values ($1, $2, $3, '1', $4, $5, $6, '2026-11-25T09:59:00Z', 8976, 2, 1, 3, null)`;
  await source.write(insert, ['ofac-sdn', 'EU-SANCTIONS-DESK', 'ofac-sdn', ['sdn.csv'], ['ab'], 'run-1']);
  await source.write(insert, ['xa-feed', 'XA-CUSTOMS', 'mapped', ['specimen.csv'], ['cd'], 'run-2']);
});

const query = `{ sources { id source originator format formatVersion loadedAt ageSeconds records quarantined withdrawn
  unmapped sequence run files fileHashes } }`;

describe('sources', () => {
  it('say what is loaded, when, how many, how old, and from which files, in one statement', async () => {
    const { data, errors, extensions } = await source.ask(query);
    expect(errors).toBeUndefined();
    expect(extensions?.manifest.statements).toBe(1);
    expect(extensions?.withheld).toEqual([]);
    expect(data?.sources).toMatchObject([
      {
        id: expect.stringMatching(/^loadedsource_[0-9a-f]{64}$/),
        source: 'ofac-sdn',
        originator: 'EU-SANCTIONS-DESK',
        format: 'ofac-sdn',
        formatVersion: '1',
        loadedAt: '2026-11-25T09:59:00Z',
        ageSeconds: 60,
        records: 8976,
        quarantined: 2,
        withdrawn: 1,
        unmapped: 3,
        sequence: null,
        run: 'run-1',
        files: ['sdn.csv'],
        fileHashes: ['ab'],
      },
      { source: 'xa-feed', originator: 'XA-CUSTOMS', files: ['specimen.csv'] },
    ]);
  });

  it('keep files and runs from those who see the catalogue alone, and say whom to ask', async () => {
    const { data, extensions } = await source.ask(query, {}, { agency: 'ES-TAX', purpose: 'FINANCIAL_INVESTIGATION' });
    expect(data?.sources).toMatchObject([
      { source: 'ofac-sdn', records: 8976, run: null, files: null, fileHashes: null },
      { source: 'xa-feed', run: null, files: null, fileHashes: null },
    ]);
    expect(JSON.stringify(extensions?.withheld)).toContain('files');
    expect(JSON.stringify(extensions?.withheld)).not.toContain('sdn.csv');
  });

  it('show a third country its own feed, whole, and no other', async () => {
    const { data } = await source.ask(query, {}, { agency: 'XA-CUSTOMS' });
    expect(data?.sources).toMatchObject([
      { source: 'xa-feed', run: 'run-2', files: ['specimen.csv'], fileHashes: ['cd'] },
    ]);
    expect(data?.sources).toHaveLength(1);
  });

  it('show an auditor the catalogue without files, and nobody anything without a purpose of theirs', async () => {
    const asAuditor = { agency: 'EU-SUPERVISOR', role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT' } as const;
    const { data } = await source.ask(query, {}, asAuditor);
    expect(data?.sources).toMatchObject([
      { source: 'ofac-sdn', files: null },
      { source: 'xa-feed', files: null },
    ]);
    const wrong = await source.ask(query, {}, { ...asAuditor, purpose: 'CUSTOMS_CONTROL' });
    expect(wrong.data?.sources).toEqual([]);
  });

  it('show a third country that enters nothing nothing', async () => {
    await other.write(`insert into directory.loaded_source (source, originator, format, format_version, run_id, loaded_at,
      records) values ('xa-feed', 'XA-CUSTOMS', 'mapped', '1', 'run-2', '2026-11-25T09:59:00Z', 1)`);
    expect((await other.ask(query, {}, { agency: 'XA-CUSTOMS' })).data?.sources).toEqual([]);
    expect((await other.ask(query)).data?.sources).toHaveLength(1);
  });
});
