import { describe, expect, it } from '@jest/globals';
import { hasLegalForm } from '../../../matching/index.js';

const firms = [
  'EXEMPLAR TRADING LTD',
  'EXEMPLAR TRADING SA',
  'Specimen B.V.',
  'SPECIMEN BV',
  'Exemplar AG',
  'Exemplar GmbH & Co. KG',
  'Exemplar Co., Ltd.',
  'Exemplar Inc.',
  'Exemplar Sp. z o.o.',
  'Exemplar s.r.o.',
  'EXEMPLAR SARL',
  'Exemplar Limited',
  'Exemplar Corporation',
  'Société Anonyme Exemplar',
  'ООО Пример',
  'ЗАО «Пример»',
  '有限公司 例子',
];

const others = [
  ...['Maria Sá', 'JOAO SA', 'Kim Se', 'Li Co', 'Ali Sha', 'Iman Sad', 'Kim Joo', 'Ana Cia', 'Ag Mohamed', 'ZAO MING'],
  // A given name, a title and a family name in Latin letters; a group in Chinese.
  ...['Nguyen Van Tuan', 'TUAN, Exempla', 'Tuan Exemplar', 'Exemplar son of M. Anwar Khan'],
  ...['Exemplar Specimen II', 'Exemplar Ip', 'Ege Exemplar', 'Pao Yu Exempla', 'Ha Truong Ky', 'Hà Trường Kỳ'],
  // A trader alone has an enterprise, and somebody is called Sherkat.
  ...['Maria Exempla Enterprises', 'Reza Sherkat', 'Perusahaan Exempla'],
  // Words of groups that are given names too.
  ...['Shahid Exempla Sa', 'Shaheed Exempla Sha', 'Ansar Exempla SA'],
  // In other scripts a word may sound like a form.
  ...['مفتح ندا', 'אליהו נץ', 'มะลิ ณ บางช้าง'],
  ...['Jansen, B.V.', 'Jansen B V', 'Ivanov S.A.', 'Петров А.О.', 'Иван Небывалов'],
  ...['Maria Exemplar c/o Specimen Ltd', 'Specimen Ltd attn Maria Exemplar', 'Maria Exemplar / Specimen Ltd'],
  ...['Ltd', 'BV', '', 'Exemplar Trading', `Exemplar${' Exemplar'.repeat(40)} Ltd`],
];

describe('hasLegalForm', () => {
  it.each(firms)('finds a legal form in %s', (name) => expect(hasLegalForm(name)).toBe(true));

  it.each(others)('proves no firm by %j, in which it may be a word of a person, or stand beside one', (name) => {
    expect(hasLegalForm(name)).toBe(false);
  });
});
