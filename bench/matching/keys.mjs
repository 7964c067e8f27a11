import { analyseName, askedClauses, nameKeys } from '../../dist/matching/index.js';
import { createCandidates } from './candidates.mjs';
import { changes } from './changes.mjs';
import { otherScripts } from './otherScripts.mjs';

/** What the candidate stage finds: changed names that share a key with the name, and others that share one by chance. */
export function measureKeys(positives, negatives, seed) {
  const listed = positives.map(({ full_name: name }) => ({ name, keys: new Set(keysOf(name)) }));
  const counts = listed.map(({ keys }) => keys.size).sort((a, b) => a - b);
  const candidatesOf = createCandidates(negatives.map(({ full_name: name }) => analyseName(name, 'person')));
  const met = listed.map(({ name }) => candidatesOf(analyseName(name, 'person')).size / negatives.length);
  return {
    keys: { mean: round(mean(counts)), most: counts.at(-1) },
    keysOfOthersShared: round(mean(met)),
    recallOfKeys: Object.fromEntries(
      Object.entries({ ...changes(seed), ...otherScripts }).map(([how, change]) => [how, found(listed, change)]),
    ),
  };
}

const keysOf = (name) => nameKeys(analyseName(name, 'person'));

/** Whether a name with these keys is found where the other is asked for. */
function meets(clauses, keys) {
  return clauses.some((clause) => clause.keys.some((key) => keys.has(key)));
}

const mean = (values) => values.reduce((sum, each) => sum + each, 0) / values.length;
const round = (value) => Math.round(value * 1e4) / 1e4;

function found(listed, change) {
  const tried = listed.flatMap(({ name, keys }) => {
    const changed = change(name);
    return changed === undefined ? [] : [meets(askedClauses(analyseName(changed, 'person')), keys) ? 1 : 0];
  });
  return round(mean(tried));
}
