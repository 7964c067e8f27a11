import { analyseName, compareNames, cutOff } from '../../dist/matching/index.js';
import { createCandidates } from './candidates.mjs';
import { changes } from './changes.mjs';

const mostAlarms = 0.005;

/** Of names that share a key: how many others raise an alarm, and how many changed names of the list are found where few of them do. */
export function measureAlarms(positives, negatives, seed) {
  const listed = positives.map(({ full_name: name }) => ({ name, analysed: analyseName(name, 'person') }));
  const candidatesOf = createCandidates(listed.map(({ analysed }) => analysed));
  const start = process.hrtime.bigint();
  let pairs = 0;
  const highest = negatives.map(({ full_name: name }) => {
    const other = analyseName(name, 'person');
    const scores = [...candidatesOf(other)].map((place) => compareNames(other, listed[place].analysed).score);
    pairs += scores.filter((score) => score >= cutOff).length;
    return Math.max(0, ...scores);
  });
  const microseconds = Number(process.hrtime.bigint() - start) / 1e3 / negatives.length;
  const allowed = Math.floor(mostAlarms * negatives.length);
  const from = [...highest].sort((a, b) => b - a)[allowed] + 1e-9;
  const changed = Object.entries(changes(seed)).map(([how, change]) => [how, scoresOf(listed, candidatesOf, change)]);
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

/** Scores of changed names with their own; 0 where they share no key, and so would not be compared. */
function scoresOf(listed, candidatesOf, change) {
  return listed.flatMap(({ name, analysed }, place) => {
    const changed = change(name);
    if (changed === undefined) return [];
    const asked = analyseName(changed, 'person');
    return [candidatesOf(asked).has(place) ? compareNames(analysed, asked).score : 0];
  });
}

const found = (scores, from) => round(scores.filter((score) => score >= from).length / scores.length);
const round = (value) => Math.round(value * 1e4) / 1e4;
