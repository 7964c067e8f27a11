import type { ObjectShape } from '../../rows/shape.js';
import { isValue } from '../things/holdsThings.js';

/** A column of nodes or edges: what a flattened value is called, and its type in GraphML. */
export interface GraphColumn {
  readonly name: string;
  readonly type: 'string' | 'double' | 'int' | 'boolean';
}

const types: Readonly<Record<string, GraphColumn['type']>> = { Float: 'double', Int: 'int', Boolean: 'boolean' };

/** The columns that things and links below a shape have; one name has one type, text where two would meet. */
export function graphColumns(root: ObjectShape): readonly GraphColumn[] {
  const columns = new Map<string, GraphColumn['type']>();
  const add = (name: string, type: GraphColumn['type']): void => {
    columns.set(name, columns.has(name) && columns.get(name) !== type ? 'string' : type);
  };
  const addFields = ({ fields }: ObjectShape, prefix: string): void => {
    for (const [name, field] of Object.entries(fields)) {
      if (field.kind === 'value') add(prefix + name, field.isList ? 'string' : (types[field.type] ?? 'string'));
      else if (!isValue(field)) addFields(field.of, '');
      else if (field.kind === 'list') add(prefix + name, 'string');
      else addFields(field.of, `${prefix}${name}.`);
    }
  };
  addFields(root, '');
  return [...columns].map(([name, type]) => ({ name, type }));
}
