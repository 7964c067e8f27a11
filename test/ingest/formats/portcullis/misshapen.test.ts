import { describe, expect, it } from '@jest/globals';
import { findMisshapen } from '../../../../ingest/formats/portcullis/misshapen.js';
import { codeList, numbered } from '../../../../schema/records/description/codeList.js';
import * as f from '../../../../schema/records/description/make.js';

const colours = codeList('Colour', ['RED', 'BLUE']);
const fields = {
  name: f.text({ required: true }),
  colour: f.code(colours),
  shade: f.openCode(colours),
  mode: f.openCode(numbered('Mode', 0, ['SEA'])),
  weight: f.kg(),
  price: f.money(),
  owner: f.pointer('Person'),
  place: f.group({ country: f.country() }),
  boxes: f.child({ seals: f.list(f.text()) }, { main: 'seals' }),
  isHeavy: f.computed('boolean', () => true),
};
const wrong = (stated: object) => findMisshapen({ name: 'x', ...stated }, fields);

describe('a record held against its description', () => {
  it('takes what the fields say, and codes that an open list lacks', () => {
    expect(wrong({ colour: 'RED', shade: 'PINK', mode: 7, weight: 1, place: { country: null } })).toBeNull();
    expect(wrong({ price: { minorUnits: 1, currency: 'EUR' }, owner: { source: 'a', sourceRef: 'b' } })).toBeNull();
    expect(wrong({ boxes: [{ seals: ['1'] }] })).toBeNull();
  });

  it.each([
    [{ name: null }, 'name'],
    [{ colour: 'PINK' }, 'colour'],
    [{ shade: 7 }, 'shade'],
    [{ mode: 'SEA' }, 'mode'],
    [{ weight: '1' }, 'weight'],
    [{ price: { minorUnits: 1 } }, 'price.currency'],
    [{ owner: { source: 'a' } }, 'owner.sourceRef'],
    [{ place: { town: 'x' } }, 'place.town'],
    [{ boxes: [{ seals: [1] }] }, 'boxes[1].seals[1]'],
    [{ isHeavy: true }, 'isHeavy'],
  ])('names the field of %j that is not so', (stated, path) => {
    expect(wrong(stated)).toBe(path);
  });
});
