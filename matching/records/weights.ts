/**
 * By how many doublings the odds change that two records of like name are of one bearer: log2(m / u).
 * u, how often two bearers agree by chance, was counted on the persons of the list of the United Nations (626 with a year of
 * birth, 618 with a nationality): year 0.025, day 0.0003, nationality 0.087, place 0.002. m, how often two records of one
 * bearer agree, is a judgement until it is counted on data of one's own: day 0.8, year 0.9, nationality 0.75, place 0.4.
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
  nationality: { agrees: 3, disagrees: -2 },
  birthPlace: { agrees: 5, disagrees: -0.7 },
  gender: { agrees: 1, disagrees: -4.6 },
  // Of vessels one in six has the flag of Panama, and they change theirs.
  flag: { agrees: 3, former: 2, disagrees: -1 },
  type: { agrees: 1.5, disagrees: -0.7 },
} as const;

/** Bits that data which many share may add where the names contradict: it lifts no other name over the cut-off. */
export const mostForOtherName = 0.3;
