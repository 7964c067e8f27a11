import { describe, expect, it } from '@jest/globals';
import { analyseName, compareNames, cutOff, nameKeys } from '../../../matching/index.js';

const scoreOf = (a: string, b: string): number =>
  compareNames(analyseName(a, 'person'), analyseName(b, 'person')).score;
type Case = readonly [why: string, a: string, b: string];

describe('two names are of one person', () => {
  it.each<Case>([
    ['French writes sh as ch', 'Hichem Bouchlaghem', 'Hisham Bushlaghim'],
    ['French writes a Russian name', 'Evguéni Chtchoukine', 'Yevgeny Shchukin'],
    ['Dutch writes an Indonesian name', 'Joesoef Soedarmo', 'Yusuf Sudarmo'],
    ['German writes a Georgian name', 'Nino Burdschanadse', 'Nino Burjanadze'],
    ['Polish writes a Jewish name', 'Dow Rozencwajg', 'Dov Rozentsvaig'],
    ['Somali writes x and c', 'Cabdiraxmaan Xirsi', 'Abdirahman Hirsi'],
    ['Albanian writes xh', 'Arben Hoxhaj', 'Arben Hodjaj'],
    ['Wade and Giles spelt it', 'Zhang Xiaoqing', "Chang Hsiao-ch'ing"],
    ["a passport spells Lü's vowel", '吕建军', 'LYU JIANJUN'],
    ['Japanese schools spell it otherwise', 'Tutiya Sizuka', 'Tsuchiya Shizuka'],
    ["a Mongol father's name is inflected", 'Batbayariin Elbegsaikhan', 'Elbegsaikhan Batbayar'],
    ['a Czech woman has the form of the men', 'Jana Dvořáková', 'Jana Dvorak'],
    ['bin is joined to the name', 'Abdellatif Benchekroun', 'Abdellatif Bin Shaqrun'],
    ['the North writes the first consonant', '리영호', '이영호'],
    ['Gujarat adds brother', 'Jayeshbhai Patel', 'Jayesh Patel'],
    ['an initial is spelt in Kannada', 'ಬಿ. ಎಸ್. ಯಡಿಯೂರಪ್ಪ', 'B.S. Yadiyurappa'],
    ['a nickname stands in quotation marks', 'Joaquín "El Flaco" Marín', 'Joaquin Marin'],
    ['the O of Ireland stands apart', "Margaret O'Connor", 'Margaret O Connor'],
    ['a digit stands for an l', 'Wi11iam Co1lins', 'William Collins'],
    ['a Western name stands beside a Chinese one', 'Peter 陳大文', '陳大文'],
    ['Thi stands at another place', 'TRAN, BICH NGOC THI', 'Trần Thị Bích Ngọc'],
    ['a usual foreign name is in katakana', 'エリザベス・テイラー', 'Elizabeth Taylor'],
    ['a particle is in katakana', 'アントニオ・ダ・シルバ', 'Antonio da Silva'],
    ['two Korean spellings are of one foreign name', '마거릿 톰슨', '마가렛 톰슨'],
    ['Taiwan and Beijing transcribe otherwise', '唐納·強生', '唐纳德·约翰逊'],
  ])('where %s', (_, a, b) => {
    expect(scoreOf(a, b)).toBeGreaterThanOrEqual(cutOff);
    expect(scoreOf(b, a)).toBe(scoreOf(a, b));
  });

  it('and found by a key they share where a usual foreign name is in signs', () => {
    const keys = new Set(nameKeys(analyseName('グエン・ヴァン・フン', 'person')));
    expect(nameKeys(analyseName('Nguyễn Văn Hùng', 'person')).some((key) => keys.has(key))).toBe(true);
  });
});

describe('two names are of two persons', () => {
  it.each<Case>([
    ['a Chinese syllable differs', 'Wang Jianlin', 'Wang Jianping'],
    ['letters swapped make another Chinese name', 'Liu Dehai', 'Liu Dehua'],
    ['a Korean vowel differs', 'Park Ji-hoon', 'Park Ji-hyun'],
    ['Japan has both given names', 'Hiroshi Sato', 'Hiroki Sato'],
    ['the marks of vowels differ', 'Stefan Müller', 'Stefan Möller'],
    ['a consonant is more in other letters', 'Иван Мишин', 'Ivan Mishkin'],
    ['a consonant is more in an abjad', 'אהוד ברק', 'Ehud Barkat'],
    ['an ending of men is that of women', 'Σταύρος Καραμήτρος', 'Stavra Karamitros'],
    ['a foreign name is that of women', '亚历山大·伊万诺夫', 'Alexandra Ivanova'],
  ])('where %s', (_, a, b) => {
    expect(scoreOf(a, b)).toBeLessThan(cutOff);
    expect(scoreOf(b, a)).toBe(scoreOf(a, b));
  });
});
