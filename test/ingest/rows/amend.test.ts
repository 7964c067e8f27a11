import { describe, expect, it } from '@jest/globals';
import type { PersonRecord } from '../../../ingest/records/persons.js';
import { amend } from '../../../ingest/rows/amend.js';

const person = (lists: Partial<PersonRecord>): PersonRecord => ({
  kind: 'person',
  sourceRef: 'xx-p1',
  names: [{ name: 'Fictius Exemplarov', kind: 'NAME' }],
  ...lists,
});
const lists = ['sanctions', 'identifications', 'positions', 'addresses'];
const partial = (...gone: string[]) => ({ partial: { lists, gone: new Set(gone) } });
const listing = (sourceRef: string, programme: string) => ({ authority: 'Specimen', programme, sourceRef });
const named = (programme: string) => ({ authority: null, programme, programmeId: programme });

describe('amend', () => {
  it('leaves a record alone that is stated whole', () => {
    const record = person({ sanctions: [listing('s2', 'B')] });
    expect(amend(person({ sanctions: [listing('s1', 'A')] }), record)).toBe(record);
  });

  it('keeps the entries that a delta does not mention, and drops those that it deletes', () => {
    const before = person({ sanctions: [listing('s1', 'A'), listing('s2', 'B'), listing('s3', 'C')] });
    const after = person({ sanctions: [listing('s2', 'B, changed'), listing('s0', 'New')], ...partial('s3') });
    expect(amend(before, after)).toEqual(
      expect.objectContaining({ sanctions: [listing('s0', 'New'), listing('s1', 'A'), listing('s2', 'B, changed')] }),
    );
    expect(amend(before, after)).not.toHaveProperty('partial');
  });

  it('drops an entry that is deleted although the record states it', () => {
    const record = person({ sanctions: [listing('s1', 'A'), listing('s2', 'B')] });
    expect(amend(record, { ...record, ...partial('s1') })).toMatchObject({ sanctions: [listing('s2', 'B')] });
  });

  it('does not list a programme beside the listing of it that stays', () => {
    const before = person({ sanctions: [listing('s1', 'A')] });
    const after = person({ sanctions: [named('A'), named('Z')], ...partial() });
    expect(amend(before, after)).toMatchObject({ sanctions: [listing('s1', 'A'), named('Z')] });
  });

  it('fills in an address that is stated by its key, and says no more that it is not there', () => {
    const home = { full: '1 Example Street', country: 'MT', sourceRef: 'a1' };
    const old = { full: 'Gone Street', country: null, sourceRef: 'a2' };
    const key = (sourceRef: string) => ({ full: null, country: null, sourceRef });
    const qualityFlags = ['ADDRESS_NOT_IN_DELIVERY', 'COUNTRY_UNKNOWN'];
    const before = person({ addresses: [home, old] });
    const after = amend(before, person({ addresses: [key('a1')], qualityFlags, ...partial() }));
    expect(after).toMatchObject({ addresses: [home], qualityFlags: ['COUNTRY_UNKNOWN'] });
    expect(amend(before, person({ addresses: [key('a9')], qualityFlags, ...partial() }))).toMatchObject({
      addresses: [key('a9')],
      qualityFlags,
    });
  });

  it('takes what an entity says of itself from the delta alone', () => {
    const before = person({ positions: [{ title: 'Keeper' }, { title: 'Minister', sourceRef: 'o1' }] });
    const after = person({ positions: [{ title: 'Warden' }], ...partial() });
    expect(amend(before, after)).toMatchObject({
      positions: [{ title: 'Warden' }, { title: 'Minister', sourceRef: 'o1' }],
    });
  });

  it('is the record alone where nothing is stored, and says that the rest of it is missing until it is stated whole', () => {
    const after = person({ sanctions: [listing('s1', 'A')], ...partial('s9') });
    expect(amend(null, after)).toEqual({
      ...person({ sanctions: [listing('s1', 'A')] }),
      identifications: [],
      positions: [],
      addresses: [],
      qualityFlags: ['BASE_MISSING'],
    });
    const again = amend(amend(null, after), after);
    expect(again.qualityFlags).toEqual(['BASE_MISSING']);
    expect(amend(person({}), after).qualityFlags).toBeUndefined();
    expect(amend(null, person({})).qualityFlags).toBeUndefined();
  });

  it('says it of no link, which states all of itself', () => {
    const link = { kind: 'relation', sourceRef: 'xx-l1', ...partial() } as unknown as PersonRecord;
    expect(amend(null, link).qualityFlags).toBeUndefined();
  });
});
