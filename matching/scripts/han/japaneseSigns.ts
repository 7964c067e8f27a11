// A sign, then the simplified one: forms of Japan since 1946 (JPShinjitaiCharacters of OpenCC, Apache License 2.0), and forms that
// family registers keep, which are written one for another.
const reformed =
  '並竝亀龟亜亚仏佛仮假伝传価价倹俭児儿円圆処处剣剑剤剂剰剩労劳効效勅敕勧劝勲勋単单厳严収收叙敍営营団团囲围図图圏圈圧压塁垒塩盐増增壊坏壌壤壱壹売卖変变奨奖嬢娘実实寛宽対对専专尭尧巌岩巣巢巻卷帯带帰归庁厅広广廃废弐贰弾弹従从' +
  '徳德徴征応应恵惠悩恼悪恶慎愼懐怀戦战戯戏戻戾払拂抜拔択择拝拜拠据拡扩挙擧挿插捜搜掲揭揺摇摂摄撃击撹搅斉齐斎斋晩晚暁晓暦历曽曾栄荣桜樱桟栈検检楽乐概槪様样槙槇権权歓欢歩步歯齿歳岁歴历毎每気气沢泽沪滤浄净浜滨涙泪渇渴済济渉涉' +
  '渋澁渓溪満满滝泷瀬濑焼烧犠牺猟猎獣兽瓶甁畳叠痩瘦発发県县研硏砕碎稲稻穂穗穏稳穣穰竜龙粋粹粛肃経经絵绘継继続续総总緒緖縁缘縄绳縦纵繊纤繍绣翻飜聴听脳脑臓脏艶艳芸艺荘庄蔵藏薫薰薬药蛍萤蝋蜡衛衞褒襃覇霸覚觉覧览観观訳译読读譲让' +
  '豊丰賛赞転转軽轻辺边逓递遅迟郎郞郷鄕酔醉醤酱醸酿釈释鉄铁鉱鑛銭钱鋳铸錬炼関关闘鬭陥陷険险隠隐雑杂霊灵頴颖頼赖顕显餅餠駅驿駆驱騒骚験验髄髓髪发鴎鸥鶏鸡麺面黒黑黙默齢龄';
const registered = '髙高﨑崎嵜崎嶋岛嶌岛邉边濵滨栁柳桒桑冨富舘馆眞真穐秋渕渊槗桥𠮷吉淸清彌弥禰祢龝秋';
/** Two signs of Saitō, each for the other. */
const exchanged = '斋齐';

const pairs = (text: string): ReadonlyMap<string, string> => {
  const signs = [...text];
  return new Map(signs.flatMap((sign, at) => (at % 2 === 0 ? [[sign, signs[at + 1] as string] as const] : [])));
};
const simplified = pairs(reformed + registered);
const one = pairs(exchanged);

/** A text with Japanese signs simplified: `沢` as `泽`. */
export function foldJapanese(text: string): string {
  return [...text].map((sign) => simplified.get(sign) ?? sign).join('');
}

/** A text, simplified, whose signs are equal where Japanese families write one for another: `斎` and `斉`. */
export function foldFamilySigns(text: string): string {
  return [...text].map((sign) => one.get(sign) ?? sign).join('');
}
