/*
 * How well names are matched, and how fast: labelled pairs, and list names against names of others. Needs no database.
 * Usage: npm run bench:matching -- [--own] [--held] [--pairs FILE] [--positives FILE --negatives FILE] [--json]
 */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureAlarms } from './matching/alarms.mjs';
import { readCsv } from './matching/csv.mjs';
import { measureKeys } from './matching/keys.mjs';
import { measureLists, measureOriginalScripts } from './matching/lists.mjs';
import { measureOrdinary } from './matching/ordinary.mjs';
import { measureOtherScripts } from './matching/otherScripts.mjs';
import { measureOwn } from './matching/own.mjs';
import { measurePairs } from './matching/pairs.mjs';
import { readList } from './matching/readList.mjs';

const { values } = parseArgs({
  options: {
    ordinary: { type: 'string' },
    own: { type: 'boolean', default: false },
    held: { type: 'boolean', default: false },
    pairs: { type: 'string' },
    positives: { type: 'string' },
    negatives: { type: 'string' },
    un: { type: 'string' },
    ofac: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    wrong: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const own = values.own || values.held;
if (values.help || !(own || values.pairs || values.un || (values.positives && values.negatives))) {
  console.log(`Usage: npm run bench:matching -- [options]

  --own              the pairs of bench/matching/own, but for the third that is held back: by schema, script and kind
  --held             ... and that third, its figures alone. Each look is counted in own/looks.csv
  --pairs FILE       CSV: schema, name1, name2, is_match, quality, category: precision, recall and F1 at the cut-off, of the
                     whole and of five parts of it, by quality and by category; microseconds a pair, analysed names given
  --positives FILE   CSV: full_name: names of a list, compared with themselves as changed (letters swapped, one dropped, a
                     part dropped) ...
  --negatives FILE   CSV: full_name: ... and with names of others: what is found at 0.5 % of others that raise an alarm;
                     and by keys, in these and in other scripts, with how many others share one
  --un FILE          the list of the United Nations, XML: its names in other scripts against their Latin ones ...
  --ordinary FOLDER  where \`npm install @faker-js/faker\` was run: names that it makes up in each of its locales, against those of
                     both lists: how many raise an alarm, by script and locale
  --ofac FILE        ... and against OFAC's list, sdn.csv and alt.csv (name the option twice): persons joined by the numbers of
                     their documents, how names find them, and how often their data agrees
  --seed N           of the changes (default: 1)
  --wrong            print the pairs on the wrong side of the cut-off
  --json             print one JSON object`);
  process.exit(values.help ? 0 : 2);
}

const list = values.positives &&
  values.negatives && {
    positives: readCsv(values.positives, ['full_name']),
    negatives: readCsv(values.negatives, ['full_name']),
  };
const result = {
  ...(own ? measureOwn(values.held) : {}),
  ...(values.pairs ? measurePairs(readCsv(values.pairs, ['schema', 'name1', 'name2', 'is_match'])) : {}),
  ...(list
    ? {
        ...measureAlarms(list.positives, list.negatives, Number(values.seed)),
        ...measureOtherScripts(list.positives),
        ...measureKeys(list.positives, list.negatives, Number(values.seed)),
      }
    : {}),
};
if (values.un) {
  const un = await readList('un-consolidated', [values.un]);
  const ofac = values.ofac ? await readList('ofac-sdn', values.ofac) : [];
  if (values.ordinary) {
    const faker = createRequire(resolve(values.ordinary, 'package.json'))('@faker-js/faker');
    Object.assign(result, measureOrdinary(faker, [...un, ...ofac], Number(values.seed)));
  } else {
    result.originalScripts = measureOriginalScripts(un);
    if (values.ofac) result.lists = measureLists(un, ofac);
  }
}
const { wrong = [], ...shown } = result;
if (values.json) console.log(JSON.stringify(shown));
else for (const [name, value] of Object.entries(shown)) console.log(`${name}: ${JSON.stringify(value)}`);
if (values.wrong)
  for (const { score, row } of wrong)
    console.log(
      `${row.is_match === 'true' ? 'missed' : 'alarm '} ${score.toFixed(3)} ${row.schema}: ${row.name1} / ${row.name2}`,
    );
