import type { Decision } from '../../../policy/types.js';
import type { FieldShape } from '../shape.js';
import { type CategorySet, createCategorySets } from '../wall/categorySet.js';
import { wasPresent } from '../wall/presence.js';
import type { Subject } from '../wall/subjects.js';
import type { Notes, VerdictRecord } from '../wall/verdict.js';
import type { CellNotes } from './cells.js';
import { createDisclosureSet, Entities } from './entities.js';
import { recordTypeOf } from './recordType.js';
import { lineKey, saidOf, type WithheldLine, type WithheldLook } from './withheldLook.js';

/** What one call disclosed and withheld; filled as fields are resolved. */
export interface Report extends Notes {
  /** The set of these categories, for `show`. */
  setOf(categories: Iterable<string>): CategorySet;
  /** Notes that these categories of a record were shown. */
  show(record: VerdictRecord, categories: CategorySet): void;
  /** Notes that an identifier was shown, and its category; null for a public one. */
  identify(subject: Subject, category: string | null): void;
  /** Notes that a request states the id of a record, or a number. */
  ask(subject: Subject): void;
  /** Notes that what is linked to a number was looked for, as where a reference states the number. */
  reach(subject: Subject): void;
  /** Notes that a name was asked for, by its `nameKey`. */
  askName(key: string): void;
  /** How many names, ids and numbers the request has stated so far. */
  asked(): number;
  /** Which objects withheld looks are about; null where the viewer asks for counts alone. */
  readonly cells: CellNotes | null;
  /** Notes looks at a field that was not shown in full: how many, by the place in `_entities`; by -1 elsewhere. */
  withhold(look: WithheldLook, counts: ReadonlyMap<number, number>): void;
  withheld(): readonly WithheldLine[];
  /** What was disclosed, and the number of records of which only the existence was. Called once, at the end. */
  disclosures(): ReturnType<Entities['toGroups']> & { readonly askedNames: readonly string[] };
}

/** @param records record types of the source */
export function createReport(records: readonly string[], cells: CellNotes | null = null): Report {
  const lines = new Map<string, GrowingLine>();
  const touched: VerdictRecord[] = [];
  const sets = createCategorySets();

  const show = (record: VerdictRecord, categories: CategorySet): void => {
    const { shown } = record;
    if (shown === categories) return;
    if (shown === null) touched.push(record);
    record.shown = shown === null ? categories : sets.union(shown, categories);
  };
  const facts = createDisclosureSet(sets);
  const identified = new Entities(facts);
  const asked = new Entities(facts);
  const askedNames = new Set<string>();
  const disclosures = () => {
    const all = new Entities(facts);
    for (const record of touched) {
      const { id, originator, standing } = record;
      const shown = record.shown ?? sets.empty;
      const visible = shown === sets.empty ? 'PRESENCE' : 'SHOWN';
      all.add(
        recordTypeOf(records, id) ?? 'Unknown',
        id,
        facts.of(originator, standing === 'HIT' ? 'HIT' : visible, shown),
      );
      // Why no originator: what a link says of its end, the link's originator says, who is named with the link.
      const ofEnds = facts.of(null, visible, shown);
      record.eachSubject((type, of) => {
        if (of !== id) all.add(type, of, ofEnds);
      });
    }
    all.take(identified);
    all.take(asked);
    return { askedNames: [...askedNames], ...all.toGroups() };
  };
  const withhold: Report['withhold'] = (look, counts) => {
    if (look.decision.effect === 'FULL' || counts.size === 0) return;
    const key = lineKey(look);
    const { contact, ...said } = saidOf(look);
    const line = lines.get(key) ?? { path: look.path, ...said, count: 0, ...(contact ? { contact } : {}) };
    for (const [entity, count] of counts) addLooks(line, entity, count);
    lines.set(key, line);
  };

  return {
    cells,
    setOf: sets.of,
    show,
    withhold,
    notePresence(record) {
      if (record.shown !== null) return;
      touched.push(record);
      record.shown = sets.empty;
    },
    note({ record, category, decision, shape, parent, name, path }) {
      if (record && isShown(decision)) show(record, sets.of(shape.guards));
      if (!isWithheld(decision, shape)) return;
      if (decision.effect === 'HIT' && !(wasPresent(parent, name) ?? record?.holds(shape.category))) return;
      const at = path();
      const look = { path: at.map(patternStep), category, decision, contact: record?.contact ?? null };
      const entity = at[0] === '_entities' && typeof at[1] === 'number' ? at[1] : -1;
      withhold(look, new Map([[entity, 1]]));
      cells?.noteAt(at, look);
    },
    withheld: () => [...lines.values()],
    identify: ({ type, id }, category) =>
      identified.add(type, id, facts.of(null, 'SHOWN', category === null ? sets.empty : sets.one(category))),
    ask: ({ type, id }) => asked.add(type, id, facts.of(null, 'ASKED', sets.empty)),
    reach: ({ type, id }) => identified.add(type, id, facts.of(null, 'ASKED', sets.empty)),
    asked: () => asked.size + askedNames.size,
    askName: (key) => void askedNames.add(key),
    disclosures,
  };
}

/** Whether a field's value, or a part of it, is shown. */
export function isShown({ effect }: Decision): boolean {
  return effect === 'FULL' || effect === 'MASKED';
}

/** Whether a look at a field is reported as withheld. An object is not masked itself: its leaves are, and say so. */
export function isWithheld({ effect }: Decision, { kind }: FieldShape): boolean {
  return effect !== 'FULL' && !(effect === 'MASKED' && kind === 'object');
}

/** Places in lists become `*`. */
function patternStep(step: string | number): string {
  return typeof step === 'number' ? '*' : step;
}

/** A line to which looks are added. */
interface GrowingLine extends Omit<WithheldLine, 'count' | 'byEntity'> {
  count: number;
  byEntity?: number[];
}

function addLooks(line: GrowingLine, entity: number, count: number): void {
  line.count += count;
  if (entity < 0) return;
  line.byEntity ??= [];
  // Why filled: what is left out of an array is null in JSON.
  while (line.byEntity.length < entity) line.byEntity.push(0);
  line.byEntity[entity] = (line.byEntity[entity] ?? 0) + count;
}
