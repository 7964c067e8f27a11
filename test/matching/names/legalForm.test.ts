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
