import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { matcherVersion } from '../../dist/matching/index.js';
import { readCsv } from './csv.mjs';
import { figures, isRight, judge } from './pairs.mjs';

const folder = join(import.meta.dirname, 'own');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.csv') && name !== 'looks.csv');
const headings = ['schema', 'name1', 'name2', 'is_match', 'kind', 'why'];

/**
 * The pairs of this repository, of names alone. A third is held back, so that no rule is made for it: of these only the figures are
 * told, and each look at them is counted in `own/looks.csv`.
 *
 * @param withHeld looks at the third that is held back, too
 */
export function measureOwn(withHeld) {
  const all = scripts.flatMap((name) => readCsv(join(folder, name), headings).map((row) => ({ ...row, name })));
  const labelled = all.filter((row) => row.is_match !== 'disputed');
  const seen = judge(labelled.filter((row) => !isHeld(row)));
  return {
    own: { pairs: labelled.length, disputed: all.length - labelled.length },
    seen: { pairs: seen.length, ...figures(seen), ...eachOf(seen, 'schema') },
    ...(withHeld ? lookAtHeld(labelled.filter(isHeld), figures(seen)) : {}),
    seenByScript: eachOf(seen, 'name'),
    seenByKind: eachOf(seen, 'kind'),
    wrong: seen.filter((each) => !isRight(each)),
  };
}

function lookAtHeld(rows, seen) {
  const judged = judge(rows);
  const held = { pairs: judged.length, ...figures(judged), ...eachOf(judged, 'schema') };
  const day = new Date().toISOString().slice(0, 10);
  appendFileSync(join(folder, 'looks.csv'), `${day},${matcherVersion},${held.precision},${held.recall},${held.f1}\n`);
  return { held, gap: Math.round((seen.f1 - held.f1) * 1e4) / 1e4 };
}

/** A pair is held back by its names, so that new pairs move none that is there. */
function isHeld({ name1, name2 }) {
  return (createHash('sha256').update(`${name1}\t${name2}`).digest()[0] ?? 0) % 3 === 0;
}

function eachOf(judged, heading) {
  const values = [...new Set(judged.map(({ row }) => row[heading]))].sort();
  return Object.fromEntries(
    values.map((value) => [value, figures(judged.filter(({ row }) => row[heading] === value))]),
  );
}
