import { analyseName, compareNames, cutOff } from '../../dist/matching/index.js';
import { createCandidates } from './candidates.mjs';

/** Names a script, at least, divided among its locales, and of a locale. */
const ofScript = 1000;
const ofLocale = 50;
const scripts = 'Latin Cyrillic Greek Arabic Hebrew Armenian Georgian Devanagari Thaana Thai Hangul Han'.split(' ');

/**
 * Ordinary names, made up of usual ones of each locale, against those of a list: how many raise an alarm at the cut-off.
 * `all` is the mean of the locales.
 *
 * @param faker the module `@faker-js/faker`
 */
export function measureOrdinary({ allFakers, allLocales }, persons, seed) {
  const listed = [...new Set(persons.flatMap(({ names }) => names))].map((name) => analyseName(name, 'person'));
  const candidatesOf = createCandidates(listed);
  const locales = Object.keys(allFakers)
    .filter((locale) => allLocales[locale].person?.first_name && allLocales[locale].person.last_name)
    .map((locale) => ({ locale, faker: allFakers[locale], script: scriptOf(allFakers[locale].person.lastName()) }));
  const judged = locales.map(({ locale, faker, script }) => {
    const beside = locales.filter((each) => each.script === script).length;
    faker.seed(seed);
    const names = distinct(faker, Math.max(ofLocale, Math.ceil(ofScript / beside)));
    const alarms = names.flatMap((name) => alarmOf(analyseName(name, 'person'), name, listed, candidatesOf) ?? []);
    return { locale, script, names: names.length, alarms };
  });
  return {
    ordinary: {
      locales: judged.length,
      names: sum(judged, ({ names }) => names),
      all: round(sum(judged, share) / judged.length),
    },
    ordinaryByScript: Object.fromEntries(
      scripts.map((script) => [script, total(judged.filter((each) => each.script === script))]),
    ),
    ordinaryOver: Object.fromEntries(
      judged.filter((each) => share(each) > 0.005).map((each) => [each.locale, [each.names, each.alarms.length]]),
    ),
    wrong: judged.flatMap(({ locale, alarms }) => alarms.map((alarm) => ({ ...alarm, locale }))),
  };
}

function distinct(faker, count) {
  const names = new Set();
  for (let turn = 0; names.size < count && turn < 5 * count; turn += 1) names.add(faker.person.fullName());
  return [...names];
}

/** The listed name that is most like this one, where it raises an alarm. */
function alarmOf(analysed, name1, listed, candidatesOf) {
  let best;
  for (const place of candidatesOf(analysed)) {
    const { score } = compareNames(analysed, listed[place]);
    if (score >= cutOff && !(best?.score >= score)) best = { score, place };
  }
  if (!best) return undefined;
  const name2 = listed[best.place].tokens.map(({ written }) => written).join(' ');
  return { score: best.score, row: { schema: 'Person', name1, name2, is_match: 'false' } };
}

const scriptOf = (text) => scripts.find((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(text)) ?? 'Han';
const share = ({ names, alarms }) => alarms.length / names;
const sum = (all, count) => all.reduce((total, each) => total + count(each), 0);
const round = (value) => Math.round(value * 1e4) / 1e4;

function total(judged) {
  const names = sum(judged, (each) => each.names);
  return { names, alarms: round(sum(judged, ({ alarms }) => alarms.length) / names) };
}
