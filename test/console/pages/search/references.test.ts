import { describe, expect, test } from '@jest/globals';
import { isHitReference, referenceOf } from '../../../../console/pages/search/references.js';
import { isPublicId } from '../../../../schema/records/publicId.js';

const id = 'person_o34mxrdoiulbxtplecrcanre';
const hit =
  'seizure_Uy-zQ5Mfd-eFE27kg-UFu4k-ROm9YsK6iOmB_tlCEue9kfXkGOf8ffotR7IquuBw-Y9DL4ZCnOW_lf3BHoe3VH-gxZosHoIElVyinHY';

describe('a text that is a reference', () => {
  test('is the public id of a record, with blanks around it or not', () => {
    expect(referenceOf(` ${id}\n`)).toEqual({ kind: 'record', id });
    for (const prefix of ['person', 'vesselrecord', 'aircraftrecord', 'operation', 'statistic']) {
      expect(isPublicId(`${prefix}_${'a'.repeat(24)}`)).toBe(true);
      expect(referenceOf(`${prefix}_${'a'.repeat(24)}`)?.kind).toBe('record');
    }
  });

  test('is that of a hit, which leads nowhere here', () => {
    expect(referenceOf(hit)).toEqual({ kind: 'hit', id: hit });
    expect(isHitReference(hit)).toBe(true);
    expect(isHitReference(id)).toBe(false);
  });

  test.each([
    'Fiktiv Nebyvalenko',
    'person_',
    'person_short',
    'nobody_o34mxrdoiulbxtplecrcanre',
    'person_O34MXRDOIULBXTPLECRCANRE',
    `${id}/../x`,
    `x ${id}`,
  ])('is nothing else: %s', (text) => {
    expect(referenceOf(text)).toBeUndefined();
  });
});
