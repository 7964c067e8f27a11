// As in the tables of the Xinhua News Agency (Names of the World's Peoples). The readings of a sign in foreign names, the likelier
// first; L is l or r, which Chinese does not distinguish. A sign that may be a single consonant has a reading without a vowel.
const signs = `
布b,bu 卜b,bu 不b,bu 普p,pu 德d,de 特t,te 格g,ge 克k,ke 夫v,f 弗f,v 兹z,s 茨ts 斯s,th 思s 什sh 奇ch,chi,ci 赫h,he
姆m,mu 恩n,en 尔L 勒L,Le 伊i,y 依i 乌u,w 吾u 阿a 奥o,au 埃e,ai 艾ai,e 爱e,ai 安an 因in 温un,win 翁on 昂an 英in,ing
巴ba,pa 芭ba 比bi 博bo 贝be,bei 拜bai,by 班ban 本ben,bin 宾bin 邦ban,bon 伯be,ber 帕pa 皮pi 波po,bo 佩pe 潘pan 彭pen
平pin 珀per 达da,dha 迪di 杜du 都du,do 多do 丹dan 登den 丁din 敦dun,don 东don 戴dai,day 代dai 塔ta 蒂ti 提ti,t 图tu
吐tu 托to 泰tai,te 坦tan 滕ten 廷tin 通ton 顿ton,tun 加ga,gha 吉ji,gi 古gu,ghu 戈go,gho 盖ge,gai 甘gan 根gen,ghen
金kin,jin 贾ja 杰j,je 哲je 朱ju 乔jo 焦jo 卡ka,qa 喀ka 基ki,qi,di 库ku,qu 科ko,qo 凯ke,qe 坎kan,qan 肯ken 康kon,kan
坤kun 昆kun 法fa 菲fi,phi 费fe 福fo,for 富fu 凡fan,van 芬fin,fen 瓦wa,va 维vi,wi 韦we,ve 沃wo,vo 伍wu 武vu,wu
万wan,van 文ven,win 扎za,zha 泽ze 佐zo 祖zu 赞zan 增zen 宗zon 萨sa,tha 西si,thi 苏su,thu 索so,tho 塞se,the
赛sai,se 桑san,than 森sen,son 辛sin 松son 逊sun,son 山shan,san 沙sha 希shi,hi 舒shu 绍sho 谢she 申shen 尚shan
夏sha 查cha 切che 丘chu 恰cha 琴chin 哈ha,kha 胡hu,khu 霍ho,kho 海hai,he 罕han 汉han 汗han,khan 洪hun,hon 亨hen
侯hu,ho 马ma 玛ma 买ma,me 米mi 穆mu 莫mo 梅me,mei 默m,me 麦mai,ma 迈mai,my 曼man 门men 明min 蒙mon 孟mun 纳na 娜na
尼ni 努nu 诺no 内ne 奈nai 南nan 宁nin 拉La 利Li 里Li 丽li 莉li 卢Lu 鲁Lu 洛Lo 罗Lo 莱Le,Lai 雷Le,Lei 兰Lan 朗Lan
伦Lun,Len 林Lin 琳lin 隆Lon 龙Lon 劳Lau 热re,ra 亚ya,a 娅ya,ia 雅ya,ja 尤yu 玉yu 约yo,jo 耶ye,je 叶ye 延yan 扬yan
杨yan 云yun 让jan 日ji 若jo 妮ni 萝Lo 蕾re 甫f 江jan 力Li 木m 孜z 肉ro 齐zi,chi 色se 吕Lu 理Li 黎Li 丝s 茜si 涅ne 柯ko
彻che 措tso 采tse 楚chu 察cha
鲍bo,bao 翰han,n 弥mi 蓬pon 庞pan,pon 彼pi 厄e,er 俄o 欧o,eu 雨yu 保bo,pau 甲ja 捷je 季ji,di 契che 钱chan 定din 汀tin
道dou,dau 陶tau,tou 豪hou,hau 郝ho 黑he 华wa,hua 惠hui,whi 贺ho,he 考kau 寇kou 奎kui,kwi 赖Lai,Li 蓝Lan 郎Lan 列Le 廉Lian 凌Lin
柳Liu 娄Lou 楼Lou 露Lu 茂mau 毛mau,mao 美me 缪miu 摩mo 墨me 牛niu 纽niu,nu 农non 瑙nau 聂nie,ne 裴pe,pei 坡po 钦chin 琼jon,joan
瑞Lui,Li 荣Lon,jon 茹Lu 圣san,sen 盛shen 施sh,shi 史shi,sh 孙sun 太tai 汤tom,tan 唐don,tan 田tian,ten 铁tie 旺wan 威wi,vi 魏wei,vi
席shi,si 锡si,ci 香shan 肖sho,shau 休hu,shu 修siu,shu 许hu,shu 言yan 燕yan 衣i 雍yon 永yon 于yu 曾zen 詹jam,jan 珍jen 贞jen 真jen
芝chi,ji 卓jo 连Lian,Len
历Li 立Li 勃b,bo 泊bo 柏ba,bo 毕bi 彬bin 策ze 岑zen 慈tsi 黛dai 当dan,tan 邓den,dun 狄di 朵do 斐fe,fi 丰fon 冈gan,gon 高gau,ko 哥go,ko
歌go 葛ge 各go,co 贡gon 瓜gua 圭gui 郭go 果go 韩han 怀wai,hwai 佳ja,ga 嘉ga,ka 津jin 久ju 开kai 可ko 孔kon 腊La 乐Le,Lo 累Le 良Lian 烈Le
灵Lin 刘Lu 留Liu 禄Lu 密mi 敏min 拿na 乃nai 楠nan 讷ne 能nen 年nian 派pai 培pe,be 匹pi 浦pu 仁jen,Len 任jin,jen 儒ju,Lu 瑟se,the
莎sha,sa 珊shan,san 舍she,s 沈shen 石shi 士s,sh 世shi 朔sho 素su 绥sui 台tai 土tu 陀to,da 伟wei 欣shin,hin 兴hin,shin 尧yao 以i,yi
章jan,chan 治ji,ge 子z,tsu 迦ka,ga 铎do 腾ten 蕊Le 娃wa 薇vi 玫me 伽ga 大da,de 屈chu 妲da 昌chan 川chuan
义i 纪ji,gi 哇wa 旦dan,tan`;

const table = new Map(
  signs
    .trim()
    .split(/\s+/)
    .map((line) => [line.slice(0, 1), line.slice(1).split(',')] as const),
);

const maxTried = 8;
const article = '阿尔';

interface Tried {
  readonly text: string;
  /** How unlikely it is, from 0. */
  readonly cost: number;
}

/**
 * Readings of a foreign name that is transcribed in Han characters, the likeliest first: `穆罕默德` is `muhanmd`, `穆哈马德` is
 * `muhamad`. None for a single character, or where a character is not used in transcriptions.
 *
 * @param word in simplified characters
 * @param fewest characters of a word that may be foreign: one, where a middle dot separates it from others
 */
export function readForeign(word: string, fewest = 2): readonly string[] {
  if (word === article) return ['al'];
  if ([...word].length < fewest) return [];
  let tried: readonly Tried[] = [{ text: '', cost: 0 }];
  for (const sign of word) {
    const readings = table.get(sign);
    if (!readings) return [];
    tried = tried
      .flatMap(({ text, cost }) =>
        readings.flatMap((reading, rank) =>
          spell(reading).map((each, other) => ({ text: text + each, cost: cost + 2 * rank + other })),
        ),
      )
      .sort((a, b) => a.cost - b.cost)
      .slice(0, maxTried);
  }
  return tried.map(({ text }) => text);
}

const spell = (reading: string): readonly string[] =>
  reading.startsWith('L') ? [reading.replace('L', 'l'), reading.replace('L', 'r')] : [reading];
