const set = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Words that join names of persons and tell no bearer from another. */
export const personGlue = set(
  `al el as ad ar at az ul ur ud il bin ibn ben bint binti b ould van von der den de del della di da do dos das du la le
   las los y e na and und et the of zu zum ter ten av af abu abou umm`,
);
/** Of these, what stands between a son and his father. */
export const filiation = set('bin ibn ben bint binti ould b');
/** Words that join the words of a company's name. */
export const organizationGlue = set(
  'the of and for in de la le les des du del der die das und et y e i al el fur von na v do da dos an',
);
/** Parts of names that many names are made with: they tell little by themselves. */
export const nameParts = set('abd abdul abdal abdel din uddin eddin deen allah ullah');
/** What a person is called beside the name. */
export const titles = set(
  `mr mrs ms miss dr prof professor sir lord lady president prasident monsieur madame mme herr frau senor senora
   haji hajji hadji hajj alhaj mullah mulla maulawi mawlawi maulvi molvi shaikh sheikh sheik shaykh cheikh sayyid sayed qari
   ustad ustadh agha general gen colonel col captain capt lieutenant lt sergeant admiral brigadier minister queen
   princess emir rev fr imam ayatollah dott ing jr sr junior senior`,
);
/** Forms and words of companies that say little of which company it is; the class is empty where any goes. */
export const organizationForms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    llc: 'ltd limited ltda gmbh ooo srl sarl spzoo sp bv bvba llc lc pte pty pvt private oy doo eood ood tov too',
    jsc: 'ag aktiengesellschaft oao zao pao ao jsc ojsc pjsc cjsc plc sa spa ab asa as inc incorporated corp corporation se nv kk',
    lp: 'lp llp kg',
    ngo: 'ano ngo foundation fund',
    '': 'co company group holding holdings cie gesellschaft enterprise',
  }).flatMap(([of, forms]) => forms.split(' ').map((form) => [form, of] as const)),
);
/** Words that many companies have in their names. */
export const genericWords = set(
  'management industries industry industrial international national trading trade general global services business',
);
/** Forms of several words, as the one that they are. */
export const longForms: readonly (readonly [string, string])[] = [
  ['open joint stock company', 'ojsc'],
  ['joint stock company', 'jsc'],
  ['limited liability company', 'llc'],
  ['public limited company', 'plc'],
  ['societatea cu raspundere limitata', 'srl'],
  ['obshchestvo s ogranichennoi otvetstvennostiu', 'ooo'],
  ['obsestvo s ogranicennoj otvetstvennostu', 'ooo'],
  ['sp z o o', 'spzoo'],
  ['sp z oo', 'spzoo'],
  ['co ltd', 'ltd'],
];
/** What stands before a vessel's name. */
export const vesselTitles = set('mv mt ms ss mts fv my sv');
/** Short and long of one word of companies. */
export const shortenings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    intl: 'international',
    int: 'international',
    natl: 'national',
    assn: 'association',
    dept: 'department',
    govt: 'government',
    mfg: 'manufacturing',
    organisation: 'organization',
    labour: 'labor',
    centre: 'center',
    defence: 'defense',
    inst: 'institute',
    univ: 'university',
    bros: 'brothers',
    dev: 'development',
  }),
);
