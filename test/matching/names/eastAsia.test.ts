import { describe, expect, it } from '@jest/globals';
import { analyseName, askedClauses, compareNames, cutOff, nameKeys } from '../../../matching/index.js';

const analysed = (name: string) => analyseName(name, 'person');
const score = (a: string, b: string): number => compareNames(analysed(a), analysed(b)).score;

function finds(asked: string, stored: string): boolean {
  const keys = new Set(nameKeys(analysed(stored)));
  return askedClauses(analysed(asked)).some((clause) => clause.keys.some((key) => keys.has(key)));
}

describe('a name of East Asia is found where', () => {
  it.each([
    ['the given name is first in Latin letters', '강현우', 'Hyunwoo Kang'],
    ['the given name of a Japanese is first', '高橋健一', 'Kenichi Takahashi'],
    ['each syllable of the given name is a word', '王晓明', 'Xiao Ming Wang'],
    ['one follows McCune and Reischauer, the other habit', 'Pak Chŏng-hŭi', 'Park Jung-hee'],
    ['Russian writes three words', 'Пак Чон Ын', '박정은'],
    ['Russian writes Chinese syllables', 'Чжан Цзинпин', 'Zhang Jingping'],
    ['Russian writes a Chinese given name of Han characters', 'Сунь Сяодун', '孙晓东'],
    ['the press writes a foreign name in Han characters', '卢卡·默罕诺夫', 'Лука Муханов'],
    ['a foreign name of four syllables is in Hangul', '파루크 브란트만', 'Farooq Brandtman'],
    ['a family keeps an old form of a sign', '澤田濱子', '沢田浜子'],
    ['two signs of Saitō are written one for the other', '斉藤花子', '齋藤花子'],
    ['Kunrei-shiki writes Si, Tu and Hu', '藤田千津子', 'Huzita Tizuko'],
    ['a long o is written oh', '大野花子', 'Ohno Hanako'],
    ['a given name in Han characters is Korean', '朴恩正', 'Pak Ŭn-jŏng'],
    ['Russian writes a Korean family name by Kholodovich', '최명수', 'Чхве Мён Су'],
    ['habit writes Woo and Hee', '김우희', 'Kim Woo-hee'],
    ['Russian writes a Vietnamese ich', 'Trịnh Bích Hà', 'Чинь Бик Ха'],
    ['a long o before another vowel is written oh', '大石雄一', 'Yuichi Ohishi'],
    ['Bulgarian writes a Japanese name', '星野真司', 'Шинджи Хошино'],
    ['Russian writes a short Chinese family name', '谢晓峰', 'Се Сяофэн'],
    ['a Chinese given name looks like a particle', '朱德', 'Чжу Дэ'],
    ['katakana and Hangul write one foreign name', 'ファルーク・ブラントマン', '파루크 브란트만'],
  ])('%s: %s, %s', (_why, one, other) => {
    expect(score(one, other)).toBeGreaterThanOrEqual(cutOff);
    expect([finds(one, other), finds(other, one)]).toEqual([true, true]);
  });
});

describe('two names of East Asia are told apart where', () => {
  it.each([
    ['one syllable of the given name is another', '박은정', 'Park Eun-jin'],
    ['one syllable is another in Latin letters', 'Park Geun-hye', 'Park Chung-hee'],
    ['they end in n and in ng', '孙阳', 'Sun Yan'],
    ['they share two syllables of three', '김정은', 'Kim Jong Il'],
    ['a particle elsewhere is a syllable here', 'Kim Il Sung', 'Kim Jong Un'],
    ['a long vowel is of another letter', 'タナカ ヨウコ', 'タナカ ユウコ'],
    ['one has j and the other ch', '노은채', 'Noh Eun-jae'],
    ['a syllable is left out', '유진', 'Yoo Jin-ah'],
    ['a man has a woman’s name but for the last letter', 'パベル・ノルディン', 'Pavela Nordina'],
    ['no language reads both words so: Ryu in Japan, Chi Hin in Canton', '梁子騫', 'Ryu Jin'],
    ['a vowel of Hangul is another', '진윤후', 'Yun Ho Jin'],
    ['a joined name is a slip away', '류산', 'Rusdjan'],
    ['pinyin is another syllable, whose older spelling sounds the same', '秦立新', 'Qian Lixin'],
    ['a vowel of Japanese is another', '江藤 修', 'Ito Osamu'],
    ['words of Chinese sound like a foreign name', '章文彬', 'Jiang Wenbin'],
    ['a syllable of Burmese is no article', 'ဒေါ်ခင်မာလာ', 'Daw Khin Mar Aye'],
    ['only consonants are the same', '위재현', 'WALIJAN'],
    ['only a few consonants are the same', '怀修洁', 'Hyo’k CHU'],
    ['the vowels of a foreign name are others', '마리나 카로비치', 'Moreno Kurbach'],
  ])('%s: %s, %s', (_why, one, other) => {
    expect(score(one, other)).toBeLessThan(cutOff);
  });
});
