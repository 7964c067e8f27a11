/*
 * Names of a list as others write them. The transliterations are plain ones of our own, by no table of the product: what they
 * make is what a writer who does not know the name would write.
 */

import { analyseName, compareNames, cutOff } from '../../dist/matching/index.js';

const cyrillic = `shch щ kh х sh ш ch ч zh ж ya я yu ю ts ц ph ф th т dh д gh г ou у oo у ee и j дж a а b б c к d д e е f ф g г
  h х i и k к l л m м n н o о p п q к r р s с t т u у v в w в x кс y й z з`;
const arabic = `kh خ sh ش ch تش th ث dh ذ gh غ ph ف ou و oo و ee ي aa ا a ا b ب c ك d د f ف g غ h ه i ي j ج k ك l ل m م n ن
  o و p ب q ق r ر s س t ت u و v ف w و x كس y ي z ز`;
const chinese = `man 曼 han 汗 dan 丹 tan 坦 lan 兰 ran 兰 san 桑 ban 班 nan 南 zan 赞 kan 坎 din 丁 lin 林 sin 辛 bin 本 jin 金 wan 万
  den 登 men 门 son 森 ton 顿 sha 沙 shi 希 shu 舒 sh 什 cha 查 chi 奇 ch 奇 kha 哈 khi 希 khu 胡 kh 赫 gha 加 ghu 古 gh 格 tha 萨 th 斯
  dha 扎 dh 兹 ba 巴 bi 比 bu 布 bo 博 be 贝 pa 帕 pi 皮 po 波 pe 佩 da 达 di 迪 du 杜 do 多 de 德 ta 塔 ti 蒂 tu 图 to 托 te 特 ga 加 gi 吉
  gu 古 go 戈 ge 格 ka 卡 ki 基 ku 库 ko 科 ke 凯 qa 卡 qi 基 qu 库 fa 法 fi 菲 fu 富 fo 福 fe 费 va 瓦 vi 维 wa 瓦 wi 维 we 韦 za 扎 zi 齐
  zu 祖 sa 萨 si 西 su 苏 so 索 se 塞 ja 贾 ji 吉 ju 朱 jo 乔 ha 哈 hi 希 hu 胡 ho 霍 he 赫 ma 马 mi 米 mu 穆 mo 莫 me 梅 na 纳 ni 尼 nu 努
  no 诺 ne 内 la 拉 li 利 lu 卢 lo 洛 le 莱 ra 拉 ri 里 ru 鲁 ro 罗 re 雷 ya 亚 yu 尤 an 安 in 因 un 温 a 阿 i 伊 u 乌 o 奥 e 埃 b 布 p 普 d 德
  t 特 g 格 k 克 f 夫 v 夫 z 兹 s 斯 j 杰 h 赫 m 姆 n 恩 l 尔 r 尔 y 伊 w 乌 q 克 c 克 x 克斯`;

/** A change of a name into each script, for `changes`. */
export const otherScripts = {
  inCyrillic: (name) => written(name, cyrillic),
  // Short vowels inside a word are not written.
  inArabic: (name) => written(name.replace(/(?<=[A-Za-z])[aeAE](?=[A-Za-z])/g, ''), arabic),
  inChinese: (name) => written(name.replace(/(\w)\1/g, '$1').replaceAll(/\s+/g, '·'), chinese),
};

function written(name, table) {
  const pairs = table.split(/\s+/);
  const signs = new Map(pairs.flatMap((latin, at) => (at % 2 === 0 ? [[latin, pairs[at + 1]]] : [])));
  const letters = name
    .normalize('NFD')
    .replaceAll(/[\p{M}'’‘`]/gu, '')
    .toLowerCase();
  let text = '';
  for (let at = 0; at < letters.length; ) {
    const length = [4, 3, 2, 1].find((each) => signs.has(letters.slice(at, at + each)));
    text += length ? signs.get(letters.slice(at, at + length)) : letters[at];
    at += length ?? 1;
  }
  return text.replaceAll(/(?<=\p{Script=Han})-/gu, '·');
}

/** How many names of a list are recognised at the cut-off when they are written in another script. */
export function measureOtherScripts(positives) {
  const listed = positives.map(({ full_name: name }) => ({ name, analysed: analyseName(name, 'person') }));
  const recognised = ({ name, analysed }, change) =>
    compareNames(analysed, analyseName(change(name), 'person')).score >= cutOff;
  return {
    recallOtherScripts: Object.fromEntries(
      Object.entries(otherScripts).map(([how, change]) => [
        how,
        Math.round((1e4 * listed.filter((each) => recognised(each, change)).length) / listed.length) / 1e4,
      ]),
    ),
  };
}
