const lines =
  '王 wong ong,李 lee,张 cheung teo chang,刘 lau low,陈 chan tan,杨 yeung young,黄 wong ng ooi,吴 ng goh,赵 chiu,周 chow chew,徐 tsui,孙 suen soon,' +
  '胡 woo,郭 kwok,何 ho,林 lam lim,高 ko,罗 law lo,郑 cheng tay,梁 leung leong,谢 tse chia,宋 soong,唐 tong,许 hui koh,邓 tang,韩 hon,冯 fung,' +
  '曹 tso,彭 pang,曾 tsang,萧 siu,肖 siu,田 tin,潘 poon,袁 yuen,蔡 choi chua tsai,余 yee,叶 yip yap,程 ching,苏 so,吕 lui loo,沈 shum sim,任 yam,' +
  '姚 yiu,卢 lo loo,傅 foo,钟 cheung,姜 keung,崔 chui,谭 tam,廖 liew,汪 wong,陆 luk,金 kam kim,石 shek,戴 tai,贾 ka,邱 yau khoo,侯 hau,方 fong,' +
  '邹 chow,熊 hung,秦 chun,江 kong,尹 wan,薛 sit,雷 lui,陶 to,顾 koo,万 man,严 yim,洪 ang,温 wan,关 kwan,欧 au,白 pak,朱 chu choo,马 mah,' +
  '司徒 szeto,欧阳 auyeung,司马 szema,上官 sheungkwun,阮 nguyen,范 pham,武 vo vu,裴 bui,丁 dinh,' +
  '邝 kwong,麦 mak,简 kan,甘 kam,霍 fok,莫 mok,黎 lai,庄 chng chong,游 yau,连 lin lian,詹 chim,骆 lok,柯 or kwa,翁 yung ang,颜 ngan gan,' +
  '纪 kei,辜 koo,卓 cheuk toh,涂 to,蓝 lam,康 hong,贺 ho,龚 kung keng,赖 lai lua,段 tuen,葛 kot,毛 mo,史 sze,倪 ngai geh,施 sze see,岑 sham,' +
  '伍 ng goh,房 fong,区 au,洪 hung ang,柳 lau,孔 hung';

/** Chinese family names, simplified, with their spellings in Canton, Fujian, Viet Nam and abroad that are not pinyin. */
export const familyReadings: ReadonlyMap<string, readonly string[]> = new Map(
  lines
    .split(',')
    .map((line) => line.split(' '))
    .map(([family = '', ...readings]) => [family, readings]),
);

/** Family names as Canton, Fujian and those abroad spell them. */
export const chineseFamilies: ReadonlySet<string> = new Set([...familyReadings.values()].flat());
