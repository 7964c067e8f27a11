import { meantOrOneOf } from '../../../policy/loading/mistake.js';
import type { Policy } from '../../../policy/policy.js';
import { badUserInput } from '../../../schema/errors.js';
import type { SubgraphModule } from '../module.js';
import { recordKeys } from '../session/handles.js';
import type { Shapes, TypeShape } from '../shape.js';
import { fieldsDecidedBy } from './placed.js';

/** A field that the verdict of an object decides. */
export interface AskedField {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly guards: readonly string[];
}

/** What fields are looked up in. */
export interface AskingField {
  readonly module: Pick<SubgraphModule<string>, 'tables' | 'links'>;
  readonly shapes: Shapes;
  readonly policy: Policy;
}

/**
 * Finds the field that a text names: `birthDate`, `Person.birthDate`, or one of an object within, `Identification.number`.
 *
 * @throws PortcullisError BAD_USER_INPUT with the nearest name for any other text
 */
export function createAskedFields(asking: AskingField, shape: TypeShape): (stated: string) => AskedField {
  let known: ReadonlyMap<string, AskedField> | undefined;
  return (stated) => {
    known ??= new Map(
      fieldsDecidedBy(shape, asking).flatMap(({ type, name, field }): [string, AskedField][] =>
        recordKeys.has(name) || isWhole(asking.policy, field.category)
          ? []
          : [[`${type}.${name}`, { coordinate: `${type}.${name}`, guards: field.guards }]],
      ),
    );
    const found = known.get(stated) ?? known.get(`${shape.name}.${stated}`);
    if (found) return found;
    throw badUserInput(
      `${stated.slice(0, 100)} is no field that a ${shape.name} itself decides: ask the record or link that it stands in.`,
      { at: `${shape.name}.explain(field:)`, hint: meantOrOneOf(stated, namesOf(known.keys(), shape, stated)) },
    );
  };
}

/** Names as the text writes them: with their type, or without. */
function namesOf(coordinates: Iterable<string>, { name: type }: TypeShape, stated: string): readonly string[] {
  if (stated.includes('.')) return [...coordinates];
  return [...coordinates].flatMap((each) => (each.startsWith(`${type}.`) ? [each.slice(type.length + 1)] : []));
}

/** Decided version by version. */
function isWhole(policy: Policy, category: string): boolean {
  return policy.categories[category]?.whole === true;
}
