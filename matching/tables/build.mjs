// Generates the tables of words/ from checkouts of their sources: see README.md. Run it after `npm run build`, and again when the
// readings of matching/scripts/ change: keys are made with them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import anyAscii from 'any-ascii';
import { parse } from 'yaml';
import { foldHan } from '../../dist/matching/scripts/han/foldHan.js';
import { phraseKey } from '../../dist/matching/scripts/phraseKey.js';
import { romanise } from '../../dist/matching/scripts/romanise.js';
import { skeletonOf } from '../../dist/matching/scripts/skeleton.js';

const here = dirname(fileURLToPath(import.meta.url));
const { values: from } = parseArgs({
  options: {
    rigour: { type: 'string' },
    nicknames: { type: 'string' },
    popular: { type: 'string' },
    census: { type: 'string' },
    ipadic: { type: 'string' },
    unihan: { type: 'string' },
    cldr: { type: 'string' },
  },
});

/** Whose names of countries and cities are read. */
const languages =
  'ar fa he ur hi bn ta te th ko ja zh zh-Hant el ka hy ru uk bg sr mk be kk ky mn mr ne gu pa kn ml si my km lo am ps ckb ug es pt fr de it nl ro pl cs sk sl hr hu sq tr az uz id ms vi sw so sv nb da fi et lv lt is fil'.split(
    ' ',
  );

/** Each builder writes tables from one source: pairs of a meaning and a text that has it. */
const builders = {
  rigour: (folder) => {
    const yaml = (...path) => parse(readFileSync(join(folder, 'resources', ...path), 'utf8'));
    const symbols = yaml('names', 'symbols.yml');
    const said = 'rigour, MIT License';
    write('organisationForms', said, forms(yaml('names', 'org_types.yml').types));
    write('organisationWords', said, [...grouped(symbols.org_symbols), ...grouped(symbols.org_domains)]);
    const { bin, bint, ould, abu, abul, abdul, von, van, saint, umm, ...titles } = symbols.person_symbols;
    const prefixes = yaml('names', 'stopwords.yml').PERSON_NAME_PREFIXES.filter((each) => each !== 'The');
    const kinds = grouped(titles);
    const known = new Set(kinds.map(([, text]) => phraseKey(text)));
    write('honorifics', said, [
      ...kinds,
      ...prefixes.filter((each) => !known.has(phraseKey(each))).map((each) => ['title', each]),
    ]);
    // Digits and roman numerals need no table.
    const isWord = (text) =>
      /^[\p{Script=Latin}\p{Script=Cyrillic} .]+$/u.test(text) && !/^[ivxlc]+\.?$|^n(o|umber) /i.test(text);
    write(
      'ordinals',
      said,
      grouped(yaml('text', 'ordinals.yml').ordinals).filter(([, text]) => isWord(text)),
    );
    writeLines('places', said, territories(join(folder, 'resources', 'territories')));
  },
  nicknames: (folder) => {
    const rows = readFileSync(join(folder, 'names.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(','));
    write('nicknames', 'nicknames, Apache License 2.0', [
      ...rows.map(([name]) => [name, name]),
      ...rows.map(([name, , nick]) => [name, nick]),
    ]);
  },
  census: (folder) => writeCommonness(folder, from.popular),
  ipadic: (folder) => {
    const { toRomaji } = createRequire(import.meta.url)('wanakana');
    const rows = new TextDecoder('euc-jp')
      .decode(readFileSync(join(folder, 'Noun.name.csv')))
      .split('\n')
      .map((line) => line.split(','));
    const read = (kind) =>
      rows
        .filter((row) => row[7] === kind && /^\p{Script=Han}[\p{Script=Han}々ヶケ]*$/u.test(row[0]))
        .sort((a, b) => a[3] - b[3]);
    for (const [kind, name] of [
      ['姓', 'japaneseFamilyNames'],
      ['名', 'japaneseGivenNames'],
    ])
      writeLines(
        name,
        'IPADIC, its own licence',
        read(kind).map((row) => [romanise(toRomaji(row[11]))[0], row[0]]),
      );
  },
  unihan: (folder) => {
    const rows = ['Readings', 'OtherMappings']
      .flatMap((part) => readFileSync(join(folder, `Unihan_${part}.txt`), 'utf8').split('\n'))
      .filter((line) => line.startsWith('U+'))
      .map((line) => line.split('\t'));
    const signOf = (code) => foldHan(String.fromCodePoint(Number.parseInt(code.slice(2), 16)));
    const of = (field) =>
      rows.filter((row) => row[1] === field).map(([code, , said]) => [signOf(code), said.split(' ')]);
    // The characters taught in Korean schools or allowed in Korean names: names elsewhere seldom have others.
    const korean = of('kHangul').flatMap(([sign, said]) =>
      said.filter((each) => /:\d?[0-9]*[EN]/.test(each)).map((each) => [each[0], sign]),
    );
    const usual = new Set(korean.map(([, sign]) => sign));
    const said = 'the Unihan database, Unicode License; changed: few characters, other spelling';
    writeLines('koreanReadings', said, korean);
    const { toRomaji } = createRequire(import.meta.url)('wanakana');
    const codesOf = (field) => rows.filter((row) => row[1] === field).map(([code]) => code);
    const kana = new Map(rows.filter((row) => row[1] === 'kJapanese').map(([code, , said]) => [code, said.split(' ')]));
    // The signs of today's schools before older forms of them, which names may have.
    const taught = [...new Set([...codesOf('kJoyoKanji'), ...codesOf('kJinmeiyoKanji')])].filter((code) =>
      kana.has(code),
    );
    // The likeliest in words from China, then in the land's own, then another one.
    writeLines(
      'japaneseReadings',
      said,
      taught.map((code) => {
        const [own, fromChina] = [/^\p{Script=Hiragana}/u, /^\p{Script=Katakana}/u].map((script) =>
          kana.get(code).filter((each) => script.test(each)),
        );
        const readings = [fromChina[0], own[0], fromChina[1]].filter(Boolean);
        return [readings.map((each) => romanise(toRomaji(each))[0]).join(' '), signOf(code)];
      }),
    );
    for (const [field, name, spell] of [
      ['kCantonese', 'cantoneseReadings', inHongKong],
      ['kVietnamese', 'vietnameseReadings', (text) => romanise(text)[0]],
    ])
      writeLines(
        name,
        said,
        of(field)
          .filter(([sign]) => usual.has(sign))
          .map(([sign, [first]]) => [spell(first), sign]),
      );
  },
  // Countries from the CLDR of Node.js itself, cities from cldr-dates-full: of time zones, but for islands and oceans.
  cldr: (folder) => {
    const said = 'the CLDR, Unicode License; without names that people bear';
    const borne = new Set([...readWords('nameForms').keys(), ...readWords('nicknames').keys()]);
    const known = new Map([...readWords('places'), ...readWords('firmWords')]);
    const codeOf = (area, id) =>
      (known.get(id.toLowerCase()) ?? known.get(phraseKey(id)) ?? `${area}-${id}`.toLowerCase()).replace(/^place /, '');
    const lines = [];
    for (const language of languages) {
      const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
      for (const code of countryCodes()) if (names.of(code)) lines.push([code.toLowerCase(), names.of(code)]);
      // In Latin letters many a city is another word, too (Center, Regina).
      if (/^\p{Script=Latin}/u.test(names.of('BR') ?? '')) continue;
      const zones = JSON.parse(readFileSync(join(folder, 'main', language, 'timeZoneNames.json'), 'utf8')).main;
      const { zone } = zones[language].dates.timeZoneNames;
      for (const [area, cities] of Object.entries(zone).filter(([area]) => /^(Asia|Europe|Africa|America)$/.test(area)))
        for (const [id, { exemplarCity }] of Object.entries(cities).filter(([, city]) => city.exemplarCity))
          lines.push(
            [codeOf(area, id), exemplarCity],
            ...(area === 'America' ? [] : [[codeOf(area, id), id.toLowerCase()]]),
          );
    }
    writeLines(
      'firmPlaces',
      said,
      lines
        .map(([code, name]) => [code, name.toLowerCase()])
        .filter(
          ([, name]) =>
            /^\p{L}[\p{L}\p{M}]+$/u.test(name) &&
            !borne.has(anyAscii(name)) &&
            (name.length > 4 || !/^\p{Script=Latin}/u.test(name)),
        ),
    );
  },
};

// From the romanisation of dictionaries to that of identity cards in Hong Kong.
const hongKong = [
  [/\d/, ''],
  [/^gw/, 'kw'],
  [/^[zc]/, 'ch'],
  [/^j/, 'y'],
  [/^b/, 'p'],
  [/^d/, 't'],
  [/^g/, 'k'],
  [/^yy/, 'y'],
  [/^s(?=i)/, 'sh'],
  [/aa/, 'a'],
  [/oe(?=ng|k)/, 'eu'],
  [/eoi/, 'ui'],
  [/eo/, 'u'],
  [/yu(?=[nt])/, 'ue'],
  [/yu$/, 'u'],
  [/ou$/, 'o'],
];
const inHongKong = (syllable) =>
  hongKong.reduce((text, [pattern, becomes]) => text.replace(pattern, becomes), syllable);

function countryCodes() {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  return (
    letters
      .flatMap((a) => letters.map((b) => a + b))
      .filter((code) => names.of(code) && !/^(EU|UN|ZZ|X.)$/.test(code))
      // Not codes of the past (DD, SU, VD), which are named as the countries of today.
      .filter((code) => new Intl.Locale(`und-${code}`).region === code)
  );
}

function readWords(name) {
  const lines = readFileSync(join(here, 'words', `${name}.txt`), 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => (line.split('\t')[1] ?? '').split('|').map((key) => [key, line.split('\t')[0]])),
  );
}

function forms(types) {
  return types.flatMap(({ generic, compare, display, aliases = [] }) =>
    [...new Set([display, typeof compare === 'string' ? compare : undefined, ...aliases].filter(Boolean))].map(
      (text) => [generic || 'any', text],
    ),
  );
}

function grouped(groups) {
  return Object.entries(groups).flatMap(([said, texts]) => texts.map((text) => [said, String(text)]));
}

function territories(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .flatMap((file) => {
      const { name, full_name, names_strong = [], names_weak = [] } = parse(readFileSync(join(folder, file), 'utf8'));
      return (
        [name, full_name, ...names_strong, ...names_weak]
          .filter(Boolean)
          .map((text) => [file.slice(0, -4).replace('_', '-'), phraseKey(text)])
          // The Turkish and Uzbek for Iran is a metal.
          .filter(([, key]) => key.length > 3 && key !== 'iron')
      );
    });
}

// The least share of bearers, in percent, for each step of commonness.
const steps = [
  [1, 4],
  [0.2, 3],
  [0.04, 2],
  [0.005, 1],
];
// Small countries whose lists have only ranks: a name may be common there and nowhere else.
const small = new Set('AD AW CY FO GG GL IM IS JE LI LU MC ME MT PF SM'.split(' '));

function writeCommonness(census, popular) {
  const shares = new Map();
  const count = (name, share) => {
    const skeleton = skeletonOf(romanise(name)[0]);
    if (skeleton.length > 1) shares.set(skeleton, Math.max(shares.get(skeleton) ?? 0, share));
  };
  for (const file of ['all.last', 'female.first', 'male.first'])
    for (const line of readFileSync(join(census, 'names', `dist.${file}`), 'utf8')
      .trim()
      .split('\n')) {
      const [name, share] = line.split(/\s+/);
      count(name, Number(share));
    }
  for (const kind of ['forenames', 'surnames']) {
    const [head, ...rows] = readFileSync(join(popular, `common-${kind}-by-country.csv`), 'utf8')
      .replace('\ufeff', '')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
    const at = (row, column) => row[head.indexOf(column)];
    for (const row of rows.filter((each) => !small.has(at(each, 'Country'))))
      for (const word of (at(row, 'Romanized Name') || at(row, 'Localized Name') || '').split(/[\s-]+/))
        count(word, Number(at(row, 'Percent')) * 100 || 2 / Number(at(row, 'Rank') ?? at(row, 'Index')));
  }
  const said = [...shares].map(([skeleton, share]) => [
    String(steps.find(([least]) => share >= least)?.[1] ?? 0),
    skeleton,
  ]);
  writeLines(
    'commonness',
    'US census of 1990 (public domain) and popular-names-by-country-dataset (CC0)',
    said.filter(([step]) => step !== '0'),
  );
}

// In scripts without written vowels, or with a sign for each syllable, many words share a short reading.
const isTelling = (text, key) =>
  key.length > 3 || (key !== '' && /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\P{L}]+$/u.test(text));

function write(name, source, pairs) {
  const keys = pairs
    .map(([said, text]) => [said, phraseKey(text), text])
    .filter(([, key, text]) => isTelling(text, key));
  writeLines(name, source, keys);
}

function writeLines(name, source, pairs) {
  const lines = new Map();
  for (const [said, key] of pairs) lines.set(said, (lines.get(said) ?? new Set()).add(key));
  const text = [...lines].map(([said, keys]) => `${said}\t${[...keys].join('|')}`);
  writeFileSync(
    join(here, 'words', `${name}.txt`),
    [`# Generated by build.mjs from ${source}. Do not edit.`, ...text, ''].join('\n'),
  );
}

for (const [source, build] of Object.entries(builders)) if (from[source]) build(from[source]);
