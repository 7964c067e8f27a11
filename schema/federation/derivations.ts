import { type ConstDirectiveNode, type ConstObjectValueNode, type DocumentNode, Kind, print } from 'graphql';
import { selectedFields } from './coordinates.js';
import { compositesOf, implementing, parseFieldSet, textArgument } from './join.js';

/** A field whose source derives its value from another field. */
export interface Derivation {
  readonly coordinate: string;
  /** The coordinate of the other field. */
  readonly from: string;
  readonly by: '@requires' | '@fromContext';
}

/**
 * Every derivation of a supergraph, by `@requires` and by `@fromContext`; on interface objects for each type behind them.
 *
 * @throws GraphQLError for a field set that does not parse
 */
export function derivations(supergraph: DocumentNode): readonly Derivation[] {
  const types = compositesOf(supergraph);
  const contexts = contextTypes(supergraph);
  return [...types.values()].flatMap((type) =>
    (type.fields ?? []).flatMap((field) =>
      (field.directives ?? [])
        .filter(({ name }) => name.value === 'join__field')
        .flatMap((join) =>
          [type.name.value, ...implementing(types, type.name.value)].flatMap((holder): readonly Derivation[] => {
            const coordinate = `${holder}.${field.name.value}`;
            const required = textArgument(join, 'requires');
            const ofRequired = required === undefined ? [] : selectedFields(types, holder, parseFieldSet(required));
            const ofContext = contextArguments(join).flatMap(({ context, selection }) =>
              (contexts.get(context) ?? []).flatMap((name) => selectedFields(types, name, fieldSetOf(selection))),
            );
            return [
              ...ofRequired.map((from) => ({ coordinate, from, by: '@requires' as const })),
              ...ofContext.map((from) => ({ coordinate, from, by: '@fromContext' as const })),
            ];
          }),
        ),
    ),
  );
}

/** Types that set a context, by its name. */
function contextTypes({ definitions }: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const definition of definitions) {
    if (!('name' in definition) || !definition.name || !('directives' in definition)) continue;
    for (const directive of definition.directives ?? []) {
      const isContext = directive.name.value === 'context' || directive.name.value.endsWith('__context');
      const name = isContext ? textArgument(directive as ConstDirectiveNode, 'name') : undefined;
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), definition.name.value]);
    }
  }
  return found;
}

interface ContextArgument {
  readonly context: string;
  readonly selection: string;
}

function contextArguments({ arguments: stated = [] }: ConstDirectiveNode): readonly ContextArgument[] {
  const value = stated.find(({ name }) => name.value === 'contextArguments')?.value;
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((each) => (each.kind === Kind.OBJECT ? [contextArgument(each)] : []));
}

function contextArgument({ fields }: ConstObjectValueNode): ContextArgument {
  const text = (key: string): string => {
    const value = fields.find(({ name }) => name.value === key)?.value;
    if (value?.kind === Kind.STRING) return value.value;
    return value ? print(value) : '';
  };
  return { context: text('context'), selection: text('selection') };
}

/** The selection of a context is in braces, or is a list of fragments. */
function fieldSetOf(selection: string) {
  const text = selection.trim();
  return parseFieldSet(text.startsWith('{') ? text.slice(1, text.lastIndexOf('}')) : text);
}
