import { describe, expect, it } from '@jest/globals';
import { analyseName, compareNames, cutOff, romanise } from '../../../../matching/index.js';

const score = (a: string, b: string): number =>
  compareNames(analyseName(`${a} Oosterveld`, 'person'), analyseName(`${b} Oosterveld`, 'person')).score;

describe('a name in Thai', () => {
  it.each([
    ['สมชาย', 'somchai'],
    ['ทองดี', 'tongdi'],
    ['กรุงเทพ', 'krungtep'],
    ['วรรณ', 'wan'],
    ['นคร', 'nakon'],
    ['พรหมจันทร์', 'paromchan'],
    ['เจริญ', 'chroen'],
  ])('%s is read by its sound, as %s', (word, reading) => {
    expect(romanise(word)[0]).toBe(reading);
  });

  it.each([
    ['as in Sanskrit', 'วชิรเวช', 'Vajiravej'],
    ['with an r that is not heard', 'สุชาติ', 'Suchart'],
    ['with an r before n that is not heard', 'จิราพร', 'Jiraporn'],
    ['with aspirates', 'วัฒนพงษ์', 'Watthanaphong'],
    ['with a mute ending', 'จุลานนท์', 'Chulanonda'],
    ['after a title without a gap', 'นางสาวสุดารัตน์', 'Sudarat'],
  ])('is spelt %s: %s, %s', (_, own, latin) => {
    expect(score(own, latin)).toBeGreaterThanOrEqual(cutOff);
  });

  it.each([
    ['Porntip', 'Phonthip'],
    ['Pongpanich', 'Phongphanit'],
    ['Wattanachai', 'Vadhanajaya'],
  ])('has two spellings in Latin: %s, %s', (one, other) => {
    expect(score(one, other)).toBeGreaterThanOrEqual(cutOff);
  });

  it.each([
    ['ศิริพร', 'Siriwan'],
    ['สุรชัย', 'Surachat'],
    ['วิชัย', 'Wichit'],
  ])('is another name where one of its parts is: %s, %s', (own, latin) => {
    expect(score(own, latin)).toBeLessThan(cutOff);
  });
});
