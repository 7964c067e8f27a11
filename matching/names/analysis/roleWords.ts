const set = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Words that join names of persons and distinguish nobody. */
export const personGlue = set(
  `al el as ad ar at az ul ur ud il bin ibn ben bint binti b ould van von der den de del della di da do dos das du la le
   las los y e vd arap na and und et the of zu zum ter ten av af abu abou aboul abul abol umm`,
);
/** Particles of foreign names in katakana. */
export const kanaGlue = set('ド ドゥ デ ダ ドス デル ラ ル フォン ファン アル ビン');
/** Those of them, and of `otherNameMarks`, that are also names or syllables of one at the end of a name. */
export const glueOrSyllable = set('il na do da di du la le nee roz дэ');
/** Those of them between the names of a child and the father. */
export const filiation = set('bin ibn ben bint binti ould arap b');
/** Words that join the words of a company's name. */
export const organizationGlue = set(
  'the of and for in de la le les des du del der die das und y et e i al el fur von na v do da dos a an van vd',
);
/** Titles that the table of honorifics does not have. */
export const titles = set(
  `president prasident professor sir lord lady madame mme herr frau alhaj mullah mulla maulawi mawlawi maulvi molvi sheik cheikh
   sayyid sayed syed seyed seyyed sayyed seyedeh seyyedeh sayyida
   qari ustad ustadh agha general gen colonel col captain capt lieutenant lt sergeant admiral brigadier minister
   queen princess emir rev imam ayatollah dott ing mst mosammat mosammath smt shri shrimati`,
);
/** Titles that stand behind a name, and are names at its beginning. */
export const titlesBehind = set('sahib saheb sahab');
/** Titles as languages write them in their own letters. */
export const nativeTitles = set(
  `г-н г-жа господин госпожа гражданин гражданка пан пані κ κα κος κυρία κύριος مسٹر جناب محترمہ السيد السيدة الدكتور
   الدكتورة الشيخ الحاج آقای خانم سیده سيده سیدہ دکتر مهندس آیت‌الله حاج ڈاکٹر מר גב גברת דר פרופ श्री श्रीमती श्रीमति डॉ डा सुश्री
   জনাব বেগম শ্রী শ্রীমতী ডা মোসাম্মৎ মোসাঃ திரு திருமதி டாக்டர் శ్రీ శ్రీమతి డా శ్రీయుత ಶ್ರೀ ಶ್ರೀಮತಿ ಡಾ ശ്രീ ശ്രീമതി
   ഡോ શ્રી શ્રીમતી ડૉ ਸ੍ਰੀ ਸ਼੍ਰੀ ਸ਼੍ਰੀਮਤੀ ଶ୍ରୀ ଶ୍ରୀମତୀ මහතා මිය ආචාර්ය මහාචාර්ය නීතිඥ คุณ นาย นาง นางสาว ทันตแพทย์
   ທ່ານ ນາງ ທ້າວ ດຣ លោក លោកស្រី អ្នកស្រី កញ្ញា ឯកឧត្តម បណ្ឌិត 先生 女士 小姐 博士 教授 太太 夫人 様 さん 氏 씨 님 박사 교수 선생 ბატონი
   ქალბატონი պարոն տիկին አቶ ወሮ ዶር ወይዘሮ ኢንጅነር`,
);
/** U, Daw, Ko, Ma and Maung, which are names at any other place. */
export const burmeseTitles = set('ဦး ဒေါ် ကို မ မောင် daw mg');
/** What stands before the name that somebody had before a marriage, or has by it. */
export const otherNameMarks = set(
  `nee née né geb geboren geborene geborener roz rozená roz domu domo født fodt fodd született szul born épouse epouse ép ep veuve vve viuda vda
   урождённая урожденная урожд ур ранее maiden kızlık สกุลเดิม نامخانوادگی`,
);
/** Words after a name that tell a child from the parent of the same name: which bearer of it this is. */
export const generations: ReadonlyMap<string, string> = new Map(
  'sr 1,snr 1,senior 1,jr 2,jnr 2,junior 2,ii 2,iii 3,iv 4'
    .split(',')
    .map((line) => line.split(' ') as [string, string]),
);
/** Parts of many names, which distinguish little by themselves. */
export const nameParts = set('abd abdul abdal abdel din uddin eddin deen allah ullah');
/** Given names of men in one language and of women in another. */
export const ofBothGenders = set('jean andrea michele nicola simone dominique laurence jaime karen sasha');
/** Meanings of generic words that only say that this is a company. */
export const emptyMeanings = set('co corp org');
/** Meanings of those that also say what a firm is in a family of firms. */
export const familyMeanings = set('grp holding');
/** Abbreviations of places that the tables have in full. */
export const placeShortenings: ReadonlyMap<string, string> = new Map(
  Object.entries({ us: 'us', usa: 'us', uk: 'gb', uae: 'ae', prc: 'cn', rf: 'ru' }),
);
