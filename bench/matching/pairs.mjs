import { analyseName, compareNames, cutOff } from '../../dist/matching/index.js';

const kinds = { Person: 'person', Vessel: 'vessel', Airplane: 'aircraft' };
const folds = 5;
const timedRounds = 300;

/** What the labels say of the scores at the cut-off, and what a score costs. */
export function measurePairs(rows) {
  const judged = judge(rows);
  const positives = judged.filter(({ isMatch }) => isMatch);
  const by = (heading) =>
    Object.fromEntries(
      [...new Set(rows.map((row) => row[heading] || '-'))].map((name) => [
        name,
        figures(judged.filter(({ row }) => (row[heading] || '-') === name)),
      ]),
    );
  return {
    pairs: judged.length,
    ...figures(judged),
    strong: share(
      judged.filter(({ row }) => row.quality === 'STRONG'),
      isRight,
    ),
    atOne: share(positives, ({ score }) => score === 1),
    folds: Array.from({ length: folds }, (_, fold) => figures(judged.filter((_, index) => index % folds === fold))),
    byQuality: by('quality'),
    byCategory: by('category'),
    byGroup: by('case_group'),
    bestCutOff: bestCutOff(judged),
    microsecondsPerPair: time(judged),
    microsecondsPerAnalysis: timeAnalysis(rows),
    wrong: judged.filter((each) => !isRight(each)),
  };
}

/** The rows with the score of their names, and what their labels say. */
export function judge(rows) {
  return rows.map((row) => {
    const kind = kinds[row.schema] ?? 'organization';
    const [a, b] = [analyseName(row.name1, kind), analyseName(row.name2, kind)];
    return { row, a, b, score: compareNames(a, b).score, isMatch: row.is_match === 'true' };
  });
}

/** Whether a score is on the side of the cut-off that its label says. */
export const isRight = ({ score, isMatch }) => score >= cutOff === isMatch;
const share = (all, is) => (all.length === 0 ? null : round(all.filter(is).length / all.length));
const round = (value) => Math.round(value * 1e4) / 1e4;

/** Precision, recall and F1 of judged rows. */
export function figures(judged, at = cutOff) {
  const found = judged.filter(({ score }) => score >= at);
  const right = found.filter(({ isMatch }) => isMatch).length;
  const positives = judged.filter(({ isMatch }) => isMatch).length;
  const precision = found.length === 0 ? 1 : right / found.length;
  const recall = positives === 0 ? 1 : right / positives;
  return {
    precision: round(precision),
    recall: round(recall),
    f1: round((2 * right) / (found.length + positives || 1)),
  };
}

function bestCutOff(judged) {
  const tried = Array.from({ length: 50 }, (_, index) => 0.5 + index / 100).map((at) => ({
    at,
    ...figures(judged, at),
  }));
  return tried.reduce((best, each) => (each.f1 > best.f1 ? each : best));
}

// The quickest of many rounds: what else the machine does makes a round slower, and none quicker.
function time(judged) {
  let quickest = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < timedRounds; turn += 1) {
    const start = process.hrtime.bigint();
    for (const { a, b } of judged) compareNames(a, b);
    quickest = Math.min(quickest, Number(process.hrtime.bigint() - start));
  }
  return round(quickest / 1e3 / judged.length);
}

function timeAnalysis(rows) {
  const start = process.hrtime.bigint();
  for (const row of rows) analyseName(row.name1, kinds[row.schema] ?? 'organization');
  return round(Number(process.hrtime.bigint() - start) / 1e3 / rows.length);
}
