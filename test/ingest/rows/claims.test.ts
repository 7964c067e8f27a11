import { describe, expect, it } from '@jest/globals';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { findForeignClaim } from '../../../ingest/rows/claims.js';
import { loadPolicy } from '../../../policy/loading/load.js';

const policy = loadPolicy();
const nl = { policy, source: 'hs', originator: 'NL-CUSTOMS' };
const code = { kind: 'code', sourceRef: 'hs/0101', list: 'hs', code: '0101', name: 'Exemplar horses', version: '1' };
const operation = { kind: 'jointOperation', name: 'Exemplar', agencies: [] };
const link = { kind: 'relation', relation: 'FAMILY', subjects: [], objects: [] };
const claim = (record: object, claimant = nl) => findForeignClaim(record as SourceRecord, claimant);

describe('what a record of a file claims', () => {
  it('is its own: an agency, an entry of its list, an operation of its own', () => {
    expect(claim({ ...code, envelope: { originator: 'NL-CUSTOMS' } })).toBeNull();
    expect(claim({ ...code, envelope: null })).toBeNull();
    expect(claim({ ...code, list: 'hs-sections', sourceRef: 'hs-sections/I' })).toBeNull();
    expect(claim({ ...operation, sourceRef: 'operation_lanternfish7777777777777' })).toBeNull();
    expect(claim({ ...link, sourceRef: 'NK-exemplar' })).toBeNull();
  });

  it.each([
    [
      'to be of another agency, that may enter the source too',
      { ...code, envelope: { originator: 'BE-CUSTOMS' } },
      'originator.other',
    ],
    [
      'an entry of a list of another source',
      { ...code, list: 'unlocode', sourceRef: 'unlocode/NLRTM' },
      'list.ofAnotherSource',
    ],
    ['to stand in a list under a key of its own making', { ...code, sourceRef: '!' }, 'list.ofAnotherSource'],
    ['an operation that policy does not have', { ...operation, sourceRef: 'operation_squatted' }, 'operation.ofOthers'],
    ['the key of a link that another record asserts', { ...link, sourceRef: 'NK-exemplar/relation/1' }, 'key.ofALink'],
  ])('is not %s', (_, record, reason) => {
    expect(claim(record)).toMatchObject({ reason });
  });

  it('is not an operation of which the agency is no member', () => {
    const record = { ...operation, sourceRef: 'operation_lanternfish7777777777777' };
    expect(claim(record, { ...nl, originator: 'BE-CUSTOMS' })).toMatchObject({ reason: 'operation.ofOthers' });
  });

  it('is, in a delivery of no agency, of the one that it names, where that one originates the source', () => {
    const nobody = { policy, source: 'hs', originator: '' };
    const of = (originator?: string) => claim({ ...code, ...(originator ? { envelope: { originator } } : {}) }, nobody);
    expect(of('NL-CUSTOMS')).toBeNull();
    for (const other of ['DE-POLICE', 'XX-NOBODY', undefined])
      expect(of(other)).toMatchObject({ reason: 'originator.other' });
    const theirs = { ...operation, sourceRef: 'operation_lanternfish7777777777777' };
    const incidents = { ...nobody, source: 'demo-incidents' };
    expect(claim({ ...theirs, envelope: { originator: 'NL-CUSTOMS' } }, incidents)).toBeNull();
    expect(claim({ ...theirs, envelope: { originator: 'EU-ANALYSIS' } }, incidents)).toMatchObject({
      reason: 'operation.ofOthers',
    });
  });
});
