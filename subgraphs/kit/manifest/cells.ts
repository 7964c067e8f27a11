import { type Cells, encodeCells } from '../../../client/cells.js';
import { objectsAt } from '../../../client/objectsAt.js';
import { saidOf, type WithheldLine, type WithheldLook } from './withheldLook.js';

/** Which objects of this source's answer lines of its report are about, whatever their rule, in the order of `objectsAt`. */
export interface CellLine extends Omit<WithheldLine, 'rule' | 'count' | 'byEntity'> {
  /** Absent: all of them. */
  readonly cells?: Cells;
}

type Pattern = WithheldLook['path'];

const none: readonly WithheldLook[] = [];

/** A line while its objects are gathered: a look of it, and a byte for each object at the place. */
interface Gathered {
  readonly look: WithheldLook;
  readonly holds: Uint8Array;
}

/** Notes which answered objects each look that was withheld is about. Made only where the viewer asks for cells. */
export class CellNotes {
  readonly #looksAt = new Map<object, readonly WithheldLook[]>();
  readonly #placed: { readonly path: readonly (string | number)[]; readonly look: WithheldLook }[] = [];
  readonly #patterns = new Map<string, Pattern>();

  /** Notes looks at fields of an object as it stands in the answer. Their paths are patterns, the same array for the same place. */
  note(answered: object, looks: readonly WithheldLook[]): void {
    this.#looksAt.set(answered, looks);
  }

  /** Notes one look by its response path, where the answered object is not at hand. */
  noteAt(path: readonly (string | number)[], look: WithheldLook): void {
    const text = look.path.join('.');
    const known = this.#patterns.get(text) ?? look.path;
    this.#patterns.set(text, known);
    this.#placed.push({ path, look: Object.assign({}, look, { path: known }) });
  }

  /** The lines of an answer. Called once, with its final data: what fell out of it is about no object. */
  lines(data: unknown): readonly CellLine[] {
    for (const { path, look } of this.#placed) {
      const object = at(data, path.slice(0, -1));
      if (object) this.#looksAt.set(object, [...(this.#looksAt.get(object) ?? []), look]);
    }
    return [...this.#parents()].flatMap((parent) => this.#linesAt(objectsAt(data, parent)));
  }

  /** Patterns of the places whose objects have looks. */
  #parents(): Iterable<Pattern> {
    const seen = new Set<Pattern>();
    const parents = new Map<string, Pattern>();
    for (const [look] of this.#looksAt.values()) {
      if (!look || seen.has(look.path)) continue;
      seen.add(look.path);
      const parent = look.path.slice(0, -1);
      parents.set(parent.join('.'), parent);
    }
    return parents.values();
  }

  #linesAt(objects: readonly object[]): readonly CellLine[] {
    const lines = new Map<Pattern, Gathered[]>();
    // Those of the object before: mostly the same.
    const before: Gathered[] = [];
    for (const [index, object] of objects.entries()) {
      for (const [at, look] of (this.#looksAt.get(object) ?? none).entries()) {
        let line = before[at];
        if (line?.look.path !== look.path || !isSameLine(line.look, look)) {
          line = gather(lines, look, objects.length);
          before[at] = line;
        }
        line.holds[index] = 1;
      }
    }
    return [...lines.values()].flat().map(({ look, holds }) => {
      const cells = encodeCells(holds);
      const { rule: _rule, ...said } = saidOf(look);
      return { path: look.path, ...said, ...(cells ? { cells } : {}) };
    });
  }
}

/** Why not by a key: nearly every object has an envelope and looks of its own, and each path only a few lines. */
function gather(lines: Map<Pattern, Gathered[]>, look: WithheldLook, size: number): Gathered {
  const ofPath = lines.get(look.path);
  if (ofPath) for (const known of ofPath) if (isSameLine(known.look, look)) return known;
  const made = { look, holds: new Uint8Array(size) };
  if (ofPath) ofPath.push(made);
  else lines.set(look.path, [made]);
  return made;
}

function isSameLine(one: WithheldLook, other: WithheldLook): boolean {
  const [a, b] = [one.decision, other.decision];
  return (
    one.category === other.category &&
    a.effect === b.effect &&
    a.reason === b.reason &&
    (a.effect !== 'HIT' || one.contact === other.contact)
  );
}

/** The object at a response path; null where there is none any more. */
function at(data: unknown, path: readonly (string | number)[]): object | null {
  let value = data;
  for (const step of path) value = (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
  return typeof value === 'object' ? value : null;
}
