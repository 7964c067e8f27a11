import { getNamedType, isInputObjectType, isRequiredArgument } from 'graphql';
import type { ViewerName } from '../viewers.js';
import type { Operation, Values } from './operation.js';
import { fieldsOf, objectsOf, query, rowOf, valuesOf } from './schema.js';

/** Every look-up of `Query` by each of its arguments: for what is there, and for what is not. */
export function lookUpOperations(values: Values, viewers: readonly ViewerName[]): Operation[] {
  return fieldsOf(query).flatMap((field) => {
    const type = objectsOf(field);
    if (!type || rowOf(type) || field.args.length === 0) return [];
    const required = field.args.filter(isRequiredArgument);
    const sets = required.length > 0 ? [required] : field.args.map((argument) => [argument]);
    return sets.flatMap((args) =>
      [0, 1, 'none' as const].map((at): Operation => {
        const texts = args.map(({ name, type: of }) => {
          const named = getNamedType(of);
          if (isInputObjectType(named)) {
            const stated =
              'names' in named.getFields()
                ? `names: ${pick(values, `${field.name}.names`, at)}`
                : `type: PASSPORT, number: ${pick(values, 'number', at)}`;
            return `${name}: { ${stated} }`;
          }
          const text = pick(values, values(`${field.name}.${name}`).length > 0 ? `${field.name}.${name}` : name, at);
          return `${name}: ${named.name === 'Int' ? Number(JSON.parse(text)) || 0 : text}`;
        });
        const asked = `${field.name}(${texts.join(', ')})`;
        const name = `${field.name} of ${args.map((one) => one.name).join(', ')} ${at}`;
        return { name, query: `{ ${asked} { ${valuesOf(type, 2)} } }`, viewers };
      }),
    );
  });
}

function pick(values: Values, name: string, at: number | 'none'): string {
  const known = values(name);
  return JSON.stringify(at === 'none' ? 'none_such' : (known[at] ?? known[0] ?? 'none'));
}
