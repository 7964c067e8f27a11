import { describe, expect, it } from '@jest/globals';
import { analyseName, askedClauses, compareNames, cutOff, type NamedKind, nameKeys } from '../../../matching/index.js';

const scoreOf = (a: string, b: string, kind: NamedKind): number =>
  compareNames(analyseName(a, kind), analyseName(b, kind)).score;
const shareKey = (a: string, b: string, kind: NamedKind): boolean => {
  const keys = new Set(nameKeys(analyseName(a, kind)));
  return nameKeys(analyseName(b, kind)).some((key) => keys.has(key));
};
type Case = readonly [why: string, a: string, b: string];

describe('two names are of one firm', () => {
  it.each<Case>([
    [
      'its land is an adjective in French',
      'الشركة التونسية للكهرباء والغاز',
      "Société Tunisienne de l'Electricité et du Gaz",
    ],
    ['its land is an adjective in Spanish', 'Cuban Aviation Company', 'Empresa Cubana de Aviación'],
    ['its land is one in German', 'Bulgarische Außenhandelsbank', 'Bulgarian Foreign Trade Bank'],
    ['a land had another code', 'Вьетнамский банк развития', 'Vietnam Development Bank'],
    ['a land has its name in Arabic', 'مصرف ألمانيا التجاري', 'Commercial Bank of Germany'],
    [
      'words of ministries are translated',
      'وزارة المالية والتخطيط الاقتصادي',
      'Ministry of Finance and Economic Planning',
    ],
    ['words of Persian are in Latin letters', 'Nordlicht Cement Export Co.', 'Sherkat-e Saderat-e Siman-e Nordlicht'],
    ['an establishment trades', 'مؤسسة النخيل للتجارة العامة', 'Al Nakheel General Trading Est.'],
    [
      'its whole name stands behind its acronym',
      'Société Malienne de Transit et de Fret SARL',
      'SOMATRAF (Sté Malienne de Transit et de Fret)',
    ],
    ['a Greek place is in the genitive', 'Ελαιουργεία Μεσσηνίας Α.Ε.', 'Messinia Oil Mills S.A.'],
    ['a form is romanised in another way', 'ООО «Карстоль»', 'Obshcestvo s ogranichennoi otvetstvennostiu Karstol'],
    ['a group is Arabic', 'Libyan Islamic Fighting Group', 'الجماعة الاسلامية المقاتلة الليبية'],
    ['a heritage is Arabic', 'Revival of Islamic Heritage Society', 'جمعية احياء التراث الاسلامي'],
    ['the name is written without gaps', '上海明珠宏达国际贸易有限公司', '明珠宏达国际贸易'],
    ['the country is left out', 'Westhafen Bank', 'Westhafen Bank México'],
    ['a bracket marks the form', '㈱北陸カモメ', '株式会社北陸カモメ'],
    ['a word is translated from Korean', '노르트리히트전자 주식회사', 'Noreuteulihiteu Electronics Co., Ltd.'],
    ['a word of Malayalam', 'ശ്രീ ലക്ഷ്മി ട്രേഡേഴ്സ്', 'Sree Lakshmi Traders'],
    ['a word of Amharic', 'አዲስ ኮንስትራክሽን', 'Addis Construction'],
    ['a word of Khmer', 'ធនាគារ កាណាឌីយ៉ា', 'Canadia Bank'],
    ['a Japanese word is in no table of names', '株式会社北陸精機', 'Hokuriku Seiki K.K.'],
    ['Burmese has no gaps', 'ရွှေမင်္ဂလာ ကုန်သွယ်ရေး', 'Shwe Mingalar Trading'],
    ['Khmer has no gaps', 'អគ្គិសនីកម្ពុជា', 'Electricity Cambodia'],
    ['its acronym stands in brackets', '한국수출입은행', 'The Export-Import Bank of Korea (KEXIM)'],
    ['French leaves a vowel out', "Gaz et de l'Electricité Nordlicht", 'Nordlicht Gas and Electricity'],
    ['brothers are shortened', 'Nordlicht F.LLI SNC', 'Fratelli Nordlicht S.n.c.'],
    ['a form has signs inside', 'ብርሃን ኮንስትራክሽን ኃ/የተ/የግ/ማ', 'Birhan Construction PLC'],
    ['Tamil writes ksh as tch', 'மீனாட்சி லிமிடெட்', 'Meenakshi (P) Ltd'],
    ['a word of Vietnam is two syllables', 'Công ty Cổ phần Thủy sản Minh Hải', 'Minh Hai Seafood JSC'],
    ['the North begins with its land', '조선백운무역총회사', 'Korea Paekun General Trading Corporation'],
    ['a city has another name', '哈尔滨龙江贸易有限公司', 'ООО «Харбинская торговая компания Лунцзян»'],
    ['Serbian has words of its own', '„Морава осигурање“', 'Morava Insurance'],
    [
      'words of Arabic are in Latin letters',
      'Sharikat al-Furat lil-Tijara al-Amma',
      'Al Furat General Trading Company',
    ],
    ['words of Ukrainian are', 'Derzhavne pidpryiemstvo Promlyttia', 'State Enterprise Promlyttya'],
    ['a Ukrainian adjective is long', 'Дніпровський металургійний завод', 'Dnipro Metallurgical Plant'],
    ['it is a known bank', 'בנק לאומי לישראל', 'Bank Leumi'],
    ['a word only says that it is a firm', 'Perusahaan Listrik Negara', 'State Electricity Company'],
    ['a land has its name in Portuguese', 'Banco do Brasil', 'Bank of Brazil'],
    ['Amharic joins of to a land', 'የኢትዮጵያ ኤሌክትሪክ ኃይል', 'Ethiopian Electric Power'],
    ['a legal form is Kazakh', '«Алтын Дән» ЖШС', 'Altyn Dan LLP'],
    ['all words are translated', 'Национальный банк Греции', 'Εθνική Τράπεζα της Ελλάδος'],
    ['translators choose among near words', 'Nordlicht Airlines', 'Авиация Нордлихт'],
    ['words are cut', 'NORDLICHT TECHN SRVCES INTL', 'Nordlicht Technology Services International Inc.'],
    ['words end in a dot', 'Нордл. трансп. комп.', 'ЗАО «Нордлихтская транспортная компания»'],
    ['the initials are of the words as they are written', 'ОАО «НЖД»', 'Нордлихтские железные дороги'],
    ['the acronym is of signs', '金石化', '金山石油化工集团'],
    ['a phrase of the name is a country', 'IRINL', 'Islamic Republic of Iran Nordlicht Lines'],
    ['the name is an adjective of it', 'Кемпелский завод', 'Kempel Plant'],
    ['an article and a particle are joined', 'شركة نوردلخت للتجارة', 'شرکت تجارت نوردلخت'],
    ['the name is translated', 'Golden Dragon Trading (HK) Ltd', '香港金龍貿易有限公司'],
    ['a city has the sign for it', '深圳市明珠电子有限公司', '深圳明珠电子有限公司'],
    ['import and export is one word', '青岛明珠进出口有限公司', 'Qingdao Mingzhu Import & Export Co., Ltd.'],
    ['an acronym is in other letters', 'Нордлихтская транспортная компания', 'NTK'],
    ['it does business under another name', 'Nordlicht Oy d/b/a Heron Trading', 'Heron Trading'],
    ['insurance is written as supply is', 'شركة الخليج للتأمين', 'Gulf Insurance Company'],
    ['Vietnamese has words of two syllables', 'Công ty TNHH Hải Phòng', 'Hai Phong Company Limited'],
    ['it is known by an acronym', 'KEPCO', '한국전력공사'],
    ['an acronym is of parts of words', 'KOMID', 'Korea Mining Development Trading Corporation'],
    ['a land stands before its name', 'Deutsche Westhafen AG', 'Westhafen AG'],
    ['its form is translated', 'Şafak Denizcilik ve Ticaret A.Ş.', 'Safak Shipping and Trading Inc.'],
    ['a digit stands for a letter', '0rlando Carg0 Systems', 'Orlando Cargo Systems'],
    ['industries are heavy', '明珠重工股份有限公司', 'Mingzhu Heavy Industries Co., Ltd.'],
    ['an acronym of India has signs of vowels', 'म.भा. पेपर उद्योग', 'मकर भावन पेपर उद्योग'],
  ])('where %s', (_, a, b) => {
    expect(scoreOf(a, b, 'organization')).toBeGreaterThanOrEqual(cutOff);
    expect(scoreOf(b, a, 'organization')).toBe(scoreOf(a, b, 'organization'));
  });

  it.each<Case>([
    ['a usual family name', '高橋貿易株式会社', 'Takahashi Trading Co., Ltd.'],
    ['a country', '中国国家航运总公司', 'China National Shipping Corporation'],
    ['an Arabic word', 'شركة النور للتجارة العامة', 'Al Noor General Trading Company'],
    ['nothing, being known by an acronym', '中国工商银行股份有限公司', 'ICBC'],
  ])('and found where its words are translated beside %s (they were keyed by their sound)', (_, asked, stored) => {
    const keys = new Set(nameKeys(analyseName(stored, 'organization')));
    const clauses = askedClauses(analyseName(asked, 'organization'));
    expect(clauses.some((clause) => clause.keys.some((key) => keys.has(key)))).toBe(true);
  });
});

describe('two names are of two firms', () => {
  it.each<Case>([
    [
      'a branch in brackets is all that agrees',
      'Nordlicht Trading (Berlin Branch)',
      'Adlerhof Trading (Berlin Branch)',
    ],
    ['lands differ', 'Société Tunisienne de Banque', 'Algerian Bank Company'],
    ['generic words and a form are all that agrees', 'Golden Heron Trading Ltd', 'Golden Swan Trading Ltd'],
    ['trades differ in Kannada', 'ಮೈಸೂರು ಟೆಕ್ಸ್ಟೈಲ್ಸ್', 'Mysuru Chemicals'],
    ['cities differ', 'Nordlicht Shipping Hamburg', 'Nordlicht Shipping Rotterdam'],
    ['Korea is no shipyard', '조선백운무역총회사', 'Paekun Shipbuilding Trading'],
    ['cities differ in Han', '上海明珠贸易有限公司', '天津明珠贸易有限公司'],
    ['one is a bank and one the group', '明珠发展银行', '明珠发展集团'],
    ['one trades and one holds', 'Nordlicht Holding Co., Ltd.', 'Nordlicht Trading'],
    ['the name is left out', 'International Trading Company', 'International Trading Company Nordlicht'],
    ['a generic word differs in one script', 'Nordlicht Transport', 'Nordlicht Logistics'],
    ['a slip beside a part that is left out', 'Lukoil', 'Lucky Oil & Gas Ltd'],
    ['each is known, by a name of its own', 'भारत पेट्रोलियम', 'Hindustan Petroleum Corporation'],
    ['another kind of bank of a land', '中国银行股份有限公司', 'Agricultural Bank of China Limited'],
    [
      'an acronym is that of another',
      'Berliner Motoren Werke Aktiengesellschaft',
      'Bayerische Motoren Werke Aktiengesellschaft',
    ],
    ['a place stands in brackets', 'Nordlicht Trading Ltd (USA)', 'Nordlicht Trading Ltd (UAE)'],
    ['a name only begins the other', 'Nord', 'Nordea'],
    ['both are full names, and one is of a country', 'Nordlicht S.A.', 'Nordlicht Chile S.A.'],
  ])('where %s', (_, a, b) => {
    expect(scoreOf(a, b, 'organization')).toBeLessThan(cutOff);
  });
});

describe('two names are of one ship', () => {
  it.each<Case>([
    ['the number is in Han characters', '第21明珠丸', '第二十一明珠丸'],
    ['the number has a counter', '海鸥2号', '海鸥二号'],
    ['a kind of ship is written before it', 'т/х «Капитан Небывалов»', 'M/V Kapitan Nebyvalov'],
    ['two kinds of ship are', 'Ε/Γ-Ο/Γ Νήσος Πουθενά', 'NISOS POUTHENA'],
    ['the number is of another script', 'সাগর কমল ৩', 'SAGAR KAMAL 3'],
    ['the number is a letter', "דולפין ג'", 'דולפין 3'],
    ['the number is a word', 'SEA HERON THE SECOND', 'M/V Sea Heron II'],
    ['it is a sign between number and name', 'Quartz Heron No. 5', 'QUARTZ HERON V'],
    ['the name is translated sign by sign', 'OCEAN STAR', '海洋之星'],
    ['the name is translated', 'Gulf Falcon', 'صقر الخليج'],
    ['the number is spoken', 'DAI SAN SAKURA MARU', '第三桜丸'],
    ['the number is in the signs of money', '永豐柒號', 'YONG FENG 7'],
    ['the number has a sign before it in Hangul', '제5동해호', 'DONG HAE NO.5'],
    ['a saint is shortened', 'STO. NINO III', 'SANTO NINO 3'],
    ['a rank is shortened', 'Акад. Небывалов', 'AKADEMIK NEBYVALOV'],
    ['it had another name', 'QUARTZ HERON (EX JADE HERON)', 'JADE HERON'],
    ['the word for ship is spoken at its end', '대양호', 'DAE YANG HO'],
    ['a kind of ship is written before it in Spanish', 'BUQUE MAR NULO', 'MAR NULO'],
    ['a Hindi prefix has dots', 'एम.वी. सागर ज्योति', 'M.V. Sagar Jyoti'],
    ['Urdu spells the letters of a navy', 'پی این ایس ذوالفقار', 'PNS Zulfiquar'],
    ['a navy has two prefixes', 'Hr.Ms. De Zeven Reigers', 'HNLMS DE ZEVEN REIGERS'],
    ['a ferry is named after a son', 'باخرة طارق بن زياد', 'Car-ferry TAREK IBN ZIAD'],
    ['a fishing boat is Thai', 'เรือประมง โชค 7', 'F/V CHOK 7'],
    ['the kind of ship is behind its name', '«Ақтау» танкері', 'M/T AKTAU'],
    ['its words come from China', '第三十八幸栄丸', 'KOEI MARU NO. 38'],
    ['the number is joined', 'QUARTZ HERON5', 'Quartz Heron 5'],
  ])('where %s', (_, a, b) => {
    expect(scoreOf(a, b, 'vessel')).toBeGreaterThanOrEqual(cutOff);
    expect(shareKey(a, b, 'vessel')).toBe(true);
  });
});

describe('two names are of two ships', () => {
  it.each<Case>([
    ['numbers differ across scripts', '海鸥8', 'HAI OU 18'],
    ['numbers differ in another script', 'সাগর কমল ৩', 'SAGAR KAMAL 2'],
    ['one of two translated words is another', 'OCEAN SUN', '海洋之星'],
    ['two words of one script translate one', 'Gold Heron', 'Golden Heron'],
    ['a slip stands beside a number left out', 'PEARL HERON', 'PEARL HERONS 2'],
    ['another syllable is another sign', 'HONG XIANG', 'HONG XING'],
    ['they are named after two people', 'AGIA MARINA', 'AGIA MARIA'],
    ['syllables of Korean are others', '백마산', 'PAEK YANG SAN'],
    ['a vowel of Japanese is another', '海王丸', 'KAIYO MARU'],
    ['the first letter makes another word', 'Bahari Taya', 'Bahari Kaya'],
  ])('where %s', (_, a, b) => {
    expect(scoreOf(a, b, 'vessel')).toBeLessThan(cutOff);
  });
});
