/**
 * By how many doublings the odds change that two records of similar names have one bearer: log2(m / u).
 * u, how often two bearers agree by chance, was counted on the persons of the United Nations' list (626 with a year of birth,
 * 618 with a nationality): year 0.025, day 0.0003, nationality 0.087, place 0.002; gender 0.88, since most are men.
 * m, how often two records of one bearer agree, was counted on the 145 persons with the same document in that list and OFAC's
 * (`npm run bench:matching -- --un FILE --ofac FILE`): day 0.83, all but one digit 0.02; at least the year 0.98; place 0.80 of
 * 85, nationality 0.99 of 98. The weights are lower than that, since lists copy each other and namesakes often share a place.
 */
export const weights = {
  // A vessel keeps its IMO number for life, and gets another call sign and MMSI with another flag.
  identifier: { agrees: 16, disagrees: -9, lifelong: -14, changes: -1 },
  document: { agrees: 13, near: 5 },
  birthDate: {
    day: 11,
    swapped: 8,
    oneDigit: 6,
    year: 5,
    sameYearOtherDay: -1.5,
    yearOff: -0.5,
    fewYears: -4,
    disagrees: -7,
  },
  nationality: { agrees: 3, disagrees: -2.5 },
  birthPlace: { agrees: 6, disagrees: -1 },
  // Not counted: people move, relatives share a house, and a firm of formation is the address of thousands.
  address: { agrees: 2, disagrees: -0.5 },
  gender: { agrees: 0.5, disagrees: -4 },
  // One vessel in six flies the flag of Panama, and flags change.
  flag: { agrees: 3, former: 2, disagrees: -1 },
  type: { agrees: 1.5, disagrees: -0.7 },
} as const;

/**
 * The most that a score is by names alone: ten thousand bear the same, so nothing but names agreeing always is below what a number
 * or a full date of birth confirms. What agrees beside the names lifts the limit as it lifts the odds.
 */
export const maxByNames = 0.9;

/** The most by a weak alias alone: it is looked at, after all others. Beside it only a number lifts the score over `maxByNames`. */
export const maxByWeakAlias = 0.75;

/** Bits by which an incomplete name counts less: a full date of birth makes up for it, a year does not. */
export const partOfName = 6;

/** The most bits that other data may add where the names contradict: not enough to lift them over the cut-off. */
export const maxForOtherName = 0.3;
