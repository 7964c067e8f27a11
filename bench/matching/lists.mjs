/*
 * The same persons on two public lists: how well names alone find them, and how often two records of one person agree in
 * what stands beside the name. Two records are of one person where they state one document number; no name and no date
 * is asked for that.
 */
import {
  analyseName,
  analyseRecord,
  compareNames,
  compareRecords,
  cutOff,
  nameKeys,
} from '../../dist/matching/index.js';

const shortestNumber = 6;

/** What two lists of persons say of one another. */
export function measureLists(a, b) {
  const [ofA, ofB] = [a.map(prepare), b.map(prepare)];
  const joined = joinedByDocument(ofA, ofB);
  const candidates = candidatesOf(ofA, ofB);
  const compared = candidates.map(([one, other]) => compareRecords(one.undocumented, other.undocumented));
  const likeNamed = compared.filter(({ name }) => name.score >= cutOff);
  const found = (is) => share(joined.filter(([one, other]) => is(one, other)).length, joined.length);
  const score = (one, other) => compareRecords(one.undocumented, other.undocumented);
  return {
    persons: [a.length, b.length],
    joinedByDocument: joined.length,
    recall: {
      ofKeys: found((one, other) => one.keys.some((key) => other.keySet.has(key))),
      byName: found((one, other) => score(one, other).name.score >= cutOff),
      withBirthAndMore: found((one, other) => score(one, other).score >= cutOff),
    },
    pairsOfLikeName: {
      all: likeNamed.length,
      birthDayAgrees: likeNamed.filter(says('birthDate', ({ bits }) => bits >= 10)).length,
      birthContradicts: likeNamed.filter(says('birthDate', ({ bits }) => bits < -1)).length,
      birthSilent: likeNamed.filter(({ silent }) => silent.some(({ datum }) => datum === 'birthDate')).length,
      keptByRecords: likeNamed.filter((each) => each.score >= cutOff).length,
      keptOfBirthContradicts: likeNamed.filter(
        (each) => says('birthDate', ({ bits }) => bits < -1)(each) && each.score >= cutOff,
      ).length,
    },
    ofOnePerson: agreement(joined),
    byChance: agreement(spread(ofA, ofB)),
  };
}

/** How many names in another script are recognised by the Latin name of the same entry, and by those of others. */
export function measureOriginalScripts(list) {
  const pairs = list.flatMap(({ names: [first = '', second = ''] }) =>
    /\p{Script=Latin}/u.test(second) || second === ''
      ? []
      : [{ latin: analyseName(first, 'person'), original: analyseName(second, 'person') }],
  );
  const own = pairs.filter(({ latin, original }) => compareNames(latin, original).score >= cutOff);
  let others = 0;
  for (const { latin } of pairs)
    for (const { original } of pairs) if (compareNames(latin, original).score >= cutOff) others += 1;
  return {
    names: pairs.length,
    recognised: share(own.length, pairs.length),
    byOthers: share(others - own.length, pairs.length * (pairs.length - 1)),
  };
}

function prepare(record) {
  const { documents, ...undocumented } = record;
  const keys = [...new Set(record.names.flatMap((name) => nameKeys(analyseName(name, 'person'))))];
  return {
    undocumented: analyseRecord(undocumented),
    numbers: new Set(analyseRecord(record).documents?.map(({ number }) => number) ?? []),
    keys,
    keySet: new Set(keys),
  };
}

function joinedByDocument(a, b) {
  const byNumber = grouped(b, ({ numbers }) => [...numbers].filter((number) => number.length >= shortestNumber));
  return a.flatMap((one) =>
    [...new Set([...one.numbers].flatMap((number) => byNumber.get(number) ?? []))].map((other) => [one, other]),
  );
}

function candidatesOf(a, b) {
  const byKey = grouped(b, ({ keys }) => keys);
  return a.flatMap((one) => [...new Set(one.keys.flatMap((key) => byKey.get(key) ?? []))].map((other) => [one, other]));
}

function grouped(all, textsOf) {
  const groups = new Map();
  for (const each of all)
    for (const text of textsOf(each)) {
      if (groups.has(text)) groups.get(text).push(each);
      else groups.set(text, [each]);
    }
  return groups;
}

// Every one of the first list beside some of the second, far from one another.
function spread(a, b) {
  const step = 37;
  return a.flatMap((one, at) => Array.from({ length: 20 }, (_, turn) => [one, b[(at * step + turn * 211) % b.length]]));
}

/** Of pairs that both have a datum, how many agree in it. */
function agreement(pairs) {
  const evidence = pairs.map(([one, other]) => {
    const { agreements, contradictions } = compareRecords(one.undocumented, other.undocumented);
    return [...agreements, ...contradictions];
  });
  return Object.fromEntries(
    ['birthDate', 'birthPlace', 'nationality', 'gender'].map((datum) => {
      const stated = evidence.flatMap((each) => each.find((item) => item.datum === datum) ?? []);
      const counts = {};
      for (const { says: word, how, bits } of stated) {
        const name = how?.replace(/^\d+ years/, 'years') ?? (datum === 'birthDate' && bits >= 10 ? 'day' : word);
        counts[name] = (counts[name] ?? 0) + 1;
      }
      return [
        datum,
        {
          both: stated.length,
          ...Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, share(n, stated.length)])),
        },
      ];
    }),
  );
}

const says =
  (datum, is) =>
  ({ agreements, contradictions }) =>
    [...agreements, ...contradictions].some((each) => each.datum === datum && is(each));
const share = (part, whole) => (whole === 0 ? null : Math.round((1e4 * part) / whole) / 1e4);
