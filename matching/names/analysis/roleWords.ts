const set = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Words that join names of persons and tell no bearer from another. */
export const personGlue = set(
  `al el as ad ar at az ul ur ud il bin ibn ben bint binti b ould van von der den de del della di da do dos das du la le
   las los y e na and und et the of zu zum ter ten av af abu abou umm`,
);
/** Of these, what is a syllable of Korean, Vietnamese or Chinese names, too, where it ends one. */
export const glueOrSyllable = set('il na do da di du la le');
/** Of these, what stands between a son and his father. */
export const filiation = set('bin ibn ben bint binti ould b');
/** Words that join the words of a company's name. */
export const organizationGlue = set(
  'the of and for in de la le les des du del der die das und y et e i al el fur von na v do da dos a an',
);
/** What a person is called beside the name, and the table of honorifics has not. */
export const titles = set(
  `president prasident professor sir lord lady madame mme herr frau alhaj mullah mulla maulawi mawlawi maulvi molvi sheik cheikh
   sayyid sayed qari ustad ustadh agha general gen colonel col captain capt lieutenant lt sergeant admiral brigadier minister
   queen princess emir rev imam ayatollah dott ing`,
);
/** Parts of names that many names are made with: they tell little by themselves. */
export const nameParts = set('abd abdul abdal abdel din uddin eddin deen allah ullah');
/** Given names of men in one language, and of women in another. */
export const ofBothGenders = set('jean andrea michele nicola simone dominique laurence jaime karen sasha');
/** Generic words by what they mean that say no more than that this is a company. */
export const emptyMeanings = set('co corp grp holding org');
/** Short for what tables have in full. */
export const placeShortenings: ReadonlyMap<string, string> = new Map(
  Object.entries({ us: 'us', usa: 'us', uk: 'gb', uae: 'ae', prc: 'cn', rf: 'ru' }),
);
