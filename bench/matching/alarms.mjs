import { analyseName, compareNames, cutOff } from '../../dist/matching/index.js';
import { changes } from './changes.mjs';

const mostAlarms = 0.005;

/** How many others raise an alarm, and how many changed names of the list are found where few of them do. */
export function measureAlarms(positives, negatives, seed) {
  const listed = positives.map(({ full_name: name }) => ({ name, analysed: analyseName(name, 'person') }));
  const start = process.hrtime.bigint();
  let pairs = 0;
  const highest = negatives.map(({ full_name: name }) => {
    const other = analyseName(name, 'person');
    const scores = listed.map(({ analysed }) => compareNames(other, analysed).score);
    pairs += scores.filter((score) => score >= cutOff).length;
    return Math.max(...scores);
  });
  const microseconds = Number(process.hrtime.bigint() - start) / 1e3 / (listed.length * negatives.length);
  const allowed = Math.floor(mostAlarms * negatives.length);
  const from = [...highest].sort((a, b) => b - a)[allowed] + 1e-9;
  const changed = Object.entries(changes(seed)).map(([how, change]) => [how, scoresOf(listed, change)]);
  const all = changed.flatMap(([, scores]) => scores);
  return {
    recallAtFalseAlarm: found(all, from),
    falseAlarmsFrom: round(from),
    recallChanged: Object.fromEntries(
      changed.map(([how, scores]) => [
        how,
        { tried: scores.length, atFalseAlarm: found(scores, from), atCutOff: found(scores, cutOff) },
      ]),
    ),
    falseAlarms: {
      ofNames: highest.filter((score) => score >= cutOff).length / highest.length,
      ofPairs: pairs / (listed.length * negatives.length),
    },
    microsecondsPerOther: round(microseconds),
  };
}

function scoresOf(listed, change) {
  return listed.flatMap(({ name, analysed }) => {
    const changed = change(name);
    return changed === undefined ? [] : [compareNames(analysed, analyseName(changed, 'person')).score];
  });
}

const found = (scores, from) => round(scores.filter((score) => score >= from).length / scores.length);
const round = (value) => Math.round(value * 1e4) / 1e4;
