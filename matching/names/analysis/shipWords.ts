import type { NameToken } from '../analysedName.js';
import { syllablesOf, type Word } from './text/words.js';

const set = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Words before a ship's name that only say what it is, or whose: of merchants and of navies. */
const titles = set(
  `vessel tanker ferry motorvessel barge tug tugboat trawler schiff buque motonave motonavio navire bateau remolcador
   gemi fb bm bt nm km kmp lct hms hmas hmcs hmnzs uss usns usnv rfa ins htms kri brp roks pns bns slns jds frs kd
   теплоход танкер судно паром буксир πλοιο πλοίο سفينة سفينه ناقلة باخرة کشتی كشتي نفتکش نفتكش لنج אחי אניית אוניית ספינת
   mb mf hnlms العبارة عبارة الباخرة السفينة الناقلة เรือหลวง เรือประมง เรือ एमवी एमटी आईएनएस এমভি এমটি গউ மோட்டார்
   გემი ტანკერი նավ መርከብ សំពៅ ເຮືອ သင်္ဘော`,
);
/** Words that join the words of a ship's name, and are written or not. */
const glue = set(
  'ibn bin ben bint بن ابن بنت al el ul the of de del la las le les los du des da do dos e ye y und ο η το οι τα',
);
/** Words for numbers that no table has: Greek, and Hebrew and Arabic ordinals. */
const numberWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ ενα: '1', δυο: '2', δύο: '2', τρια: '3', τρία: '3', τεσσερα: '4', πεντε: '5' },
    ...{ אחת: '1', שתיים: '2', שלוש: '3', ארבע: '4', חמש: '5', א: '1', ב: '2', ג: '3', ד: '4', ה: '5', ו: '6', ז: '7' },
    ...{ الاول: '1', الأول: '1', الثاني: '2', الثالث: '3', الرابع: '4', الخامس: '5', اول: '1', دوم: '2', سوم: '3' },
    ...{ первый: '1', второй: '2', третий: '3', четвертый: '4', пятый: '5' },
  }),
);

/** Saints, as they are shortened: those of both genders, and of Greece. */
const saints: ReadonlyMap<string, string> = new Map(
  Object.entries({
    st: 'saint',
    sta: 'santa',
    sto: 'santo',
    ste: 'sainte',
    ntra: 'nuestra',
    sra: 'senora',
    αγ: 'αγιος',
  }),
);

const shadda = /\u0651/g;

/** What a word of a ship's name does where it is no plain name. */
export function shipMeaning(
  { text }: Word,
  isFirst: boolean,
): Pick<NameToken, 'role' | 'weight' | 'value'> | undefined {
  if (isFirst && titles.has(text.replace(shadda, ''))) return { role: 'title', weight: 0.3 };
  const value = isFirst ? undefined : numberWords.get(text);
  if (value !== undefined) return { role: 'number', weight: 1, value };
  if (text === 'maru' || text === 'мару') return { role: 'generic', weight: 0.3, value: 'maru' };
  return glue.has(text) ? { role: 'glue', weight: 0 } : undefined;
}

const digits = '〇一二三四五六七八九';
/** 第二十一, 21号: numbers of ships in Han characters; in a name without either sign they are words. */
const counted = /第([〇一二三四五六七八九十百]+)|([〇一二三四五六七八九十百]+)(?=[号號])/g;
/** Signs of numbers, and for a ship. */
const counters = /第|제(?=\d)|(?<=\d)[号號호番]|[号號轮輪]$|(?<=\p{Script=Hangul}{2})호$/gu;

/** Signs of numbers in which money is counted. */
const formal = '零壹贰叁肆伍陆柒捌玖';
/** 第八, as it is spoken: DAI HACHI. Hong Dan of Dai Hong Dan is no number. */
const spokenDigits = 'zero ichi ni san yon go roku nana hachi kyu ju'.split(' ');
const spokenCount = new RegExp(
  `(?<![a-z])dai[ -]?(${spokenDigits.join('|')}|shi|shichi|ku|kyuu|juu)(?=[ -].*\\bmaru\\b)`,
  'i',
);
const otherDigits: Readonly<Record<string, number>> = { shi: 4, shichi: 7, ku: 9, kyuu: 9, juu: 10 };

/** Ship, in the letters of others: HO of Korean, HAO and LUN of Chinese names. */
const spokenShip = /[ -](?:ho|hao|lun)$(?<=\S[ -]\S+[ -]\S+)/iu;

/** The parts of a word of a ship's name: numbers apart from letters (海星2号), and 丸 as it is spoken. */
export function partsOfShip(word: Word): readonly Word[] {
  const text = (saints.get(word.text) ?? word.text)
    .replace(/[零壹贰叁肆伍陆柒捌玖](?=[号號])/g, (sign) => String(formal.indexOf(sign)))
    .replace(counted, (_, after?: string, before?: string) => ` ${inDigits(after ?? before ?? '')} `)
    .replace(counters, ' ')
    .replace(/^เรือ(?:หลวง|ประมง)?(?=.{3}|$)/u, '$& ')
    .replace(/(?<=\p{L})丸(?=$|\s)/u, ' maru ')
    .replace(/(?<=\d)(?=\p{L}{2})|(?<=\p{L}{2})(?=\d)/gu, ' ');
  const parts = text.split(' ').filter((part) => part !== '');
  return parts.length === 0 ? [word] : parts.flatMap((part) => syllablesOf({ ...word, text: part }));
}

// 二十一 is 21, 百二 is 102.
function inDigits(signs: string): string {
  let [total, unit] = [0, 0];
  for (const sign of signs) {
    const power = sign === '十' ? 10 : sign === '百' ? 100 : 0;
    if (power === 0) unit = unit * 10 + digits.indexOf(sign);
    else [total, unit] = [total + (unit || 1) * power, 0];
  }
  return String(total + unit);
}

/** `т/х`, `Ε/Γ-Ο/Γ`, `এম. ভি.`: a kind of ship in other scripts than Latin, in letters with signs between them. */
const prefix =
  /^[\s"'«(]*(?:(?!\p{Script=Latin})[\p{L}\p{M}]{1,4}(?:\s?[./]\s?[\p{L}\p{M}]{1,4}){1,3}?[./]?(?:[\s-]+|(?=[«"“])))+(?=\S{2})/u;

/** What a ship is, in two words or in one that `titles` does not have. */
const kinds = new RegExp(
  `^(?:car[\\s-]?ferry|ferry[\\s-]?boat|hr\\.?\\s?ms\\.?|(?:fishing|cargo|container|motor|sailing|patrol|supply|research|oil|passenger)\\s+(?:boat|vessel|ship|dhow|trawler|tanker|launch)|dhow|` +
    `(?:рыболовн|грузов|риболовн|вантажн|нефтян|нафтов|пассажирск|научно-исследовательск)\\p{L}*\\s+(?:судно|сейнер|траулер|танкер|теплоход|шхуна)|` +
    `сейнер|траулер|сухогруз|балкер|контейнеровоз|ледокол|катер|яхта|пором|теплохід|сүхогруз|لنج\\s+صیادی|لنج\\s+باری|قارب\\s+صيد|سفينة\\s+(?:صيد|شحن)|` +
    `قارب|מעבורת|סירת\\s+דיג|ספינת\\s+דיג|סירת|φορτηγό|αλιευτικό|balıkçı\\s+teknesi|kuru\\s+yük\\s+gemisi|yük\\s+gemisi|tankeri|feribotu|` +
    `货轮|油轮|渔船|貨輪|油輪|漁船|貨物船|მოტორიანი\\s+გემი|თევზსაჭერი\\s+გემი|フェリー|タンカー|화물선|어선|유조선)\\s+(?=\\S{2})`,
  'iu',
);
/** The same behind the name, as Turkish has it. */
const kindsBehind = /(?<=\S{3}\S*)\s+(?:gemisi|танкері|кемесі|መርከብ|bərəsi|tankeri|feribotu|teknesi|motoru)$/iu;

/** Letters of a prefix, MV or PNS, as Persian, Urdu, Hindi and Bengali spell them. */
const spelledPrefix =
  /^(?:(?:ایم|ام|وی|ٹی|تی|پی|این|ایس|آئی|ایف|بی|एम|वी|टी|आई|एन|एस|एफ|बी|এম|ভি|টি|এফ|বি|এন|এস)[\s.]*){2,4}(?<=\s)(?=\S{2})/u;

/** A ship's name without such a prefix, and without a word for ship at its end; spoken numbers as digits. */
export function withoutShipPrefix(name: string): string {
  return name
    .replace(prefix, '')
    .replace(kinds, '')
    .replace(kindsBehind, '')
    .replace(spelledPrefix, '')
    .replace(spokenShip, '')
    .replace(spokenCount, (_, digit: string) => {
      const spoken = digit.toLowerCase();
      return String(otherDigits[spoken] ?? spokenDigits.indexOf(spoken));
    });
}
