import { rank } from '../../../policy/types.js';
import type { CellNotes } from '../manifest/cells.js';
import { isShown, isWithheld } from '../manifest/report.js';
import { wasPresent } from '../wall/presence.js';
import type { Verdict } from '../wall/verdict.js';
import type { Execution } from './execution.js';
import { bitsInWord, type Guarded, type Outcome, type WithheldField } from './guarded.js';
import { entityIndexOf, type Place } from './place.js';

const unjudged = {};

/** The outcome of a selection for an object, by its verdict; without one every guarded field is denied, and nothing noted. */
export function outcomeOf(execution: Execution, guarded: Guarded, verdict: Verdict | undefined): Outcome {
  const envelopeVerdict = verdict === undefined ? unjudged : verdict.envelopeVerdict;
  const cache = execution.caches[guarded.number];
  if (cache !== undefined && cache.envelopeVerdict === envelopeVerdict) return cache.outcome;
  const outcome = cache?.others.get(envelopeVerdict) ?? judge(execution, guarded, verdict);
  if (cache === undefined) {
    execution.caches[guarded.number] = { envelopeVerdict, outcome, others: new Map([[envelopeVerdict, outcome]]) };
  } else {
    cache.envelopeVerdict = envelopeVerdict;
    cache.outcome = outcome;
    cache.others.set(envelopeVerdict, outcome);
  }
  return outcome;
}

/** Counts one object of an outcome. */
export function count(outcome: Outcome, guarded: Guarded, verdict: Verdict, object: object, place?: Place): void {
  const at = guarded.isOfEntity ? entityIndexOf(place) : -1;
  outcome.counts.set(at, (outcome.counts.get(at) ?? 0) + 1);
  for (const { field, found } of outcome.withheld)
    if (found !== null && exists(field, verdict, object)) found.set(at, (found.get(at) ?? 0) + 1);
}

/** Notes of which answered object an outcome's looks are. */
export function note(
  cells: CellNotes,
  { looks, withheld }: Outcome,
  verdict: Verdict,
  object: object,
  answered: object,
) {
  const ofObject =
    looks ??
    withheld.flatMap(({ field, look, found }) => (found === null || exists(field, verdict, object) ? [look] : []));
  cells.note(answered, ofObject);
}

/** Whether a field that is withheld as a hit has a value. */
function exists({ name, shape }: WithheldField['field'], verdict: Verdict, object: object): boolean {
  return wasPresent(object, name) ?? verdict.record?.holds(shape.category) ?? false;
}

/** Adds what the execution has counted to its session's report. */
export function reportCounts({ outcomes, context }: Execution): void {
  for (const { withheld, counts } of outcomes) {
    for (const { look, found } of withheld) context.session.report.withhold(look, found ?? counts);
  }
}

function judge(execution: Execution, guarded: Guarded, verdict: Verdict | undefined): Outcome {
  const allowed = new Array<number>(Math.ceil(guarded.fields.length / bitsInWord)).fill(0);
  const shown: string[] = [];
  const withheld: WithheldField[] = [];
  const contact = verdict?.record?.contact ?? null;
  for (const field of guarded.fields) {
    if (verdict === undefined) continue;
    const { category, decision } = verdict.decide(field.guards);
    if (rank[decision.effect] >= rank.MASKED) setBit(allowed, field.bit);
    const { shape } = field;
    if (verdict.report === null || shape === undefined) continue;
    if (verdict.record && isShown(decision)) shown.push(...shape.guards);
    if (!isWithheld(decision, shape)) continue;
    const found = decision.effect === 'HIT' ? new Map<number, number>() : null;
    withheld.push({ field: { ...field, shape }, look: { path: field.path, category, decision, contact }, found });
  }
  const outcome: Outcome = {
    allowed,
    shown: shown.length > 0 ? execution.context.session.report.setOf(shown) : null,
    withheld,
    looks: withheld.some(({ found }) => found !== null) ? null : withheld.map(({ look }) => look),
    isCounted: withheld.length > 0,
    counts: new Map(),
  };
  execution.outcomes.push(outcome);
  return outcome;
}

function setBit(words: number[], bit: number): void {
  const word = Math.floor(bit / bitsInWord);
  words[word] = (words[word] ?? 0) | (1 << (bit % bitsInWord));
}
