import type { DisclosedGroup } from '../../auditlog/types.js';
import type { WithheldReason } from '../../policy/types.js';
import { wasPresent } from './projection.js';
import { recordTypeOf } from './recordType.js';
import type { Notes, VerdictRecord } from './verdict.js';

/** One line of what was withheld, by the path in this source's answer; `*` stands for the places in its lists. */
export interface WithheldLine {
  readonly path: readonly (string | number)[];
  readonly category: string;
  readonly effect: 'NONE' | 'HIT' | 'MASKED';
  readonly reason: WithheldReason;
  readonly rule: string;
  readonly count: number;
  readonly contact?: string;
}

/** What one call disclosed and withheld; filled while the fields are resolved. */
export interface Report extends Notes {
  withheld(): readonly WithheldLine[];
  disclosed(): readonly DisclosedGroup[];
  /** Records of which only the existence was disclosed. */
  hits(): number;
}

/** @param records record types of the source */
export function createReport(records: readonly string[]): Report {
  const lines = new Map<string, WithheldLine>();
  const entities = new Map<string, { originator: string; categories: Set<string>; hit: boolean }>();
  const entityOf = ({ id, originator, standing }: VerdictRecord) => {
    const entity = entities.get(id) ?? { originator, categories: new Set<string>(), hit: standing === 'HIT' };
    entities.set(id, entity);
    return entity;
  };

  return {
    noteId: (record) => {
      entityOf(record);
    },
    note(field) {
      const { record, decision, shape } = field;
      const shown = decision.effect === 'FULL' || decision.effect === 'MASKED';
      if (record && shown) entityOf(record).categories.add(shape.category);
      if (decision.effect === 'FULL') return;
      // An object is not masked itself: its leaves are, and say so.
      if (decision.effect === 'MASKED' && shape.kind === 'object') return;
      if (decision.effect === 'HIT' && !(wasPresent(field.parent, field.name) ?? record?.holds(shape.category))) return;
      const contact = decision.effect === 'HIT' ? record?.contact : undefined;
      const path = pattern(field.path());
      const key = JSON.stringify([path, shape.category, decision.effect, decision.reason, decision.rule, contact]);
      lines.set(key, {
        path,
        category: shape.category,
        effect: decision.effect,
        reason: decision.reason ?? 'RECORD',
        rule: decision.rule,
        count: (lines.get(key)?.count ?? 0) + 1,
        ...(contact ? { contact } : {}),
      });
    },
    withheld: () => [...lines.values()],
    disclosed() {
      const groups = new Map<string, DisclosedGroup & { readonly ids: string[] }>();
      for (const [id, { originator, categories, hit }] of entities) {
        const type = recordTypeOf(records, id) ?? 'Unknown';
        const shown = [...categories].sort();
        const key = JSON.stringify([type, originator, shown, hit]);
        const known = groups.get(key);
        if (known) known.ids.push(id);
        else groups.set(key, { type, originator, categories: shown, ...(hit ? { hit } : {}), ids: [id] });
      }
      return [...groups.values()];
    },
    hits: () => [...entities.values()].filter(({ hit }) => hit).length,
  };
}

/** Places in lists become `*`; the place in `_entities` stays, since the gateway asks for several places at once. */
function pattern(path: readonly (string | number)[]): readonly (string | number)[] {
  const kept = path[0] === '_entities' ? 2 : 0;
  return path.map((step, index) => (typeof step === 'number' && index >= kept ? '*' : step));
}
