import { skeletonOf } from './skeleton.js';

// Common names with their vowels, the likelier spelling first.
const arabic = `
محمد muhammad,احمد ahmad,محمود mahmud,حامد hamid,حميد hamid,حمد hamad,حمدي hamdi,حسن hasan,حسین husain,
حسين husain,حسنين hasanain,حسني husni,محسن muhsin,احسان ihsan,علي ali,علی ali,عمر omar,عمرو amr,عمار ammar,
عثمان uthman osman,ابراهيم ibrahim,ابراهیم ibrahim,اسماعيل ismail,اسماعیل ismail,اسحاق ishaq,اسحق ishaq,
يعقوب yaqub,يوسف yusuf,یوسف yusuf,موسى musa,موسی musa,عيسى isa,عیسی isa,هارون harun,سليمان sulaiman,
سلیمان sulaiman,داود dawud,داوود dawud,ادريس idris,ايوب ayyub,يونس yunus,ياسر yasir,ياسين yasin,نوح nuh,
ادم adam,خالد khalid,خليل khalil,خليفة khalifa,وليد walid,سعيد said,سعید said,سعد saad,سعود saud,مسعود masud,
اسعد asad,اسد asad,سلمان salman,سالم salim,سليم salim,سلام salam,مسلم muslim,سامي sami,سمير samir,كريم karim,
کریم karim,رحيم rahim,رحمن rahman,رحمان rahman,عبد abd,عبدو abdu,عبده abdu,الله allah,عبدالله abdullah,
نصرالله nasrullah,حزبالله hizbullah,عبيد ubaid,عباس abbas,جعفر jafar,صادق sadiq,باقر baqir,كاظم kazim,
کاظم kazim,رضا rida reza,مهدي mahdi,مهدی mahdi,تقي taqi,نقي naqi,طاهر tahir,طارق tariq,طه taha,طلال talal,
قاسم qasim,جابر jabir,جمال jamal gamal,جميل jamil,جلال jalal galal,بلال bilal,كمال kamal,کمال kamal,كامل kamil,
انور anwar,اكرم akram,اکرم akram,امين amin,امیر amir,امير amir,امجد amjad,ماجد majid magid,مجيد majid,
مجید majid,اشرف ashraf,شريف sharif,شریف sharif,رشيد rashid,راشد rashid,رشید rashid,رمضان ramadan,شعبان shaban,
رجب rajab ragab,زيد zaid,زياد ziyad,زين zain,زينب zainab,فاطمة fatima,فاطمه fatima,خديجة khadija,عائشة aisha,
مريم maryam,مریم maryam,سارة sara,ليلى laila,نور nur,نورة nura,هدى huda,منى muna mona,امل amal,رنا rana,
سلمى salma,سميرة samira,نادية nadia,هند hind,ناصر nasir,نصر nasr,منصور mansur,منير munir,مختار mukhtar,
مصطفى mustafa,مصطفی mustafa,مرتضى murtada murtaza,مرتضی murtaza,مجتبی mujtaba,مبارك mubarak,فيصل faisal,
فهد fahd,فؤاد fuad,فواد fuad,فوزي fawzi,فرج faraj farag,فتحي fathi,فتاح fattah,عبدالفتاح abdulfattah,غازي ghazi,
غلام ghulam,حبيب habib,حكيم hakim,حیدر haidar,حيدر haidar,حمزة hamza,حمزه hamza,هاشم hashim,هشام hisham,
هاني hani,همام hammam,بشير bashir,بشار bashar,بدر badr,بكر bakr,ابو abu,ام umm,ابن ibn,بن bin,بنت bint,
شيخ shaikh,سيد sayyid,سید sayyid,مولوي mawlawi,ملا mulla,حاج hajj,حاجي haji,عزيز aziz,عادل adil,عاصم asim,
عارف arif,اصف asif,آصف asif,عصام isam,عقيل aqil,عدنان adnan,عرفات arafat,عطا ata,عمران imran,نبيل nabil,
نجيب najib nagib,نديم nadim,نزار nizar,نعيم naim,نواز nawaz,هيثم haitham,وائل wail,يحيى yahya,یحیی yahya,
زكريا zakariya,لطفي lutfi,لقمان luqman,معاذ muadh muaz,معمر muammar,مروان marwan,مراد murad,مالك malik,
ملك malik,مسعد musad,اسامة usama,أسامة usama,أنس anas,انس anas,ايمن ayman,ایمان iman,دين din,الدين aldin uddin,
نورالدين nuruddin,صلاح salah,صلاحالدين salahuddin,جبار jabbar,قادر qadir,غني ghani,حق haqq,رزاق razzaq,
سلطان sultan,خان khan,شاه shah,پرویز parviz,بهرام bahram,رستم rustam,فرهاد farhad,شهباز shahbaz,جاويد jawid,
جاوید javid,نوید navid,امید omid,بهزاد behzad,مهران mehran,داریوش dariush,کوروش kurush,حسينی husaini,
حسینی husaini,کریمی karimi,احمدی ahmadi,محمدی muhammadi,محمدي muhammadi,
صالح salih,فالح falih,عامر amir amer,عايض ayid,عوض awad ewaz,عويس uwais,ثابت thabit,جاسم jasim qasim,جواد jawad,
جهاد jihad,حاتم hatim,حازم hazim,حافظ hafiz,حسام husam,حليم halim,حيان hayyan,خضر khidr khadir,خلف khalaf,
خميس khamis,خير khair,دخيل dakhil,ذياب dhiyab ziyab,رائد raid,رافع rafi,رفيق rafiq,رياض riyad,زاهر zahir,
زبير zubair,زهير zuhair,ساجد sajid,ساهر sahir,سبحان subhan,سراج siraj,سعدي sadi,سعيدي saidi,سفيان sufyan,
سيف saif,شاكر shakir,شاهين shahin,شوقي shawqi,شكري shukri,شهاب shihab,صابر sabir,صبري sabri,صدام saddam,
صفاء safa,صفوان safwan,صهيب suhaib,ضياء diya ziya,طالب talib,طيب tayyib tayyip,ظافر zafir zafar,ظاهر zahir,
عاطف atif,عايد ayid,عبدي abdi,عبيدالله ubaidullah,عدي uday,عزت izzat,عزالدين izzuddin,عكرمة ikrima,علاء ala,
علاءالدين alauddin,عماد imad,عناد inad,غسان ghassan,غفور ghafur,غياث ghiyath,فادي fadi,فارس faris,فاروق faruq,
فاضل fadil fazil,فايز fayiz,فخري fakhri,فريد farid,فضل fadl fazl,فهمي fahmi,فيض faiz faid,قدوس quddus,قيس qais,
كايد kayid,لؤي luay,لطيف latif,مازن mazin,مامون mamun,مثنى muthanna,مجاهد mujahid,محي muhyi,مزهر mizhar,
مسفر misfar,مطلق mutlaq,معتز mutazz,معتصم mutasim,مفلح muflih,ممدوح mamduh,منذر mundhir,منيف munif,
مهند muhannad,موفق muwaffaq,مؤمن mumin,ميثم maitham,ناجي naji nagi,نادر nadir,ناظم nazim,نايف nayif,
نبهان nabhan,نصير nasir,نضال nidal,نعمان numan,نواف nawwaf,هادي hadi,هلال hilal,وسام wisam,وسيم wasim,
وهاب wahhab,يزيد yazid,يعرب yarub,يقين yaqin,خیل khil khel,گل gul,
جان jan,زی zai,میر mir amir,نعمت nimat,نعمتالله nimatullah,هدایت hidayat,عنایت inayat,عصمت ismat,رحمت rahmat,
شیر sher shir,دوست dost,ولی wali,گلاب gulab,نیک nik,حیات hayat,تکریتی tikriti,بغدادي baghdadi,مصري masri misri,
تونسي tunisi,ليبي libi,جزائري jazairi,عراقي iraqi,سوري suri,يمني yamani,حوثي huthi,قرشي qurashi,انصاري ansari,
هاشمي hashimi,ولد ould walad`;

const hebrew = `
אברהם avraham abraham,יצחק yitzhak isaac,יעקב yaakov jacob,משה moshe,אהרן aharon,אהרון aharon,דוד david,
שלמה shlomo,יוסף yosef,בנימין binyamin benjamin,יהודה yehuda,שמעון shimon,לוי levi,דן dan,דניאל daniel,
מיכאל michael,גבריאל gavriel,רפאל rafael,אריאל ariel,אלי eli,אליהו eliyahu,יהושע yehoshua,ישראל israel,
חיים haim chaim,צבי zvi,זאב zeev,אריה arye,דב dov,נתן natan,שרה sara,רבקה rivka,רחל rachel rahel,לאה lea,
מרים miriam,חנה hana,אסתר ester,רות rut ruth,יעל yael,תמר tamar,נועה noa,מאיר meir,אורי uri,עמוס amos,
ברוך baruch,מרדכי mordechai,מנחם menachem,כהן cohen kohen,מזרחי mizrahi,פרץ peretz,ביטון biton,אברהמי avrahami,
בן ben,בר bar,בת bat,תל tel,אביב aviv,ירושלים yerushalayim,חיפה haifa`;

let known: Map<string, readonly string[]> | undefined;

/** Spellings with vowels of a common name in Arabic or Hebrew letters; undefined for all others. */
export function abjadNames(name: string): readonly string[] | undefined {
  known ??= new Map(
    `${arabic},${hebrew}`
      .replaceAll('\n', '')
      .split(',')
      .map((line) => line.split(' '))
      .map(([written = '', ...readings]) => [fold(written), readings]),
  );
  return known.get(fold(name));
}

let forms: Map<string, readonly string[]> | undefined;

/** The first spellings of the common Arabic or Hebrew names that have a spelling with this sound (`skeletonOf`). */
export function abjadForms(sound: string): readonly string[] {
  if (!forms) {
    forms = new Map();
    abjadNames('');
    for (const readings of known?.values() ?? [])
      for (const each of readings.map(skeletonOf))
        forms.set(each, [...new Set([...(forms.get(each) ?? []), readings[0] as string])]);
  }
  return forms.get(sound) ?? [];
}

// Writers leave out the hamza on an alef, and Persian and Arabic keyboards have different codes for the same letters.
const fold = (name: string): string =>
  name
    .replaceAll(/[أإآٱ]/g, 'ا')
    .replaceAll(/[يیى]/g, 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll(/[ہھ]/g, 'ه')
    .replaceAll(/\s/g, '');
