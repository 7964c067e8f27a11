import {
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql/language/index.js';
import { type Access, accessAt } from '../access.js';
import { identifies } from '../identifies.js';
import { namedType } from '../namedType.js';
import { type Stated, statedAt } from './notation.js';
import { quoted } from './words.js';

/** A leaf of a filter or a key of a sort, with the label of the field it looks at. */
export interface Leaf {
  readonly name: string;
  /** Quoted for SDL. */
  readonly description: string;
  readonly access: Access;
  /** Input type of a filter's leaf, e.g. `StringFilter`; null where the field's type has none and none is stated. */
  readonly operators: string | null;
  /** The type under which the log names its number; null where it is not one. */
  readonly identifies: string | null;
}

/** The input type for a field of each type; an enum has its own. */
const operatorsByType: Readonly<Record<string, string>> = {
  String: 'StringFilter',
  ID: 'StringFilter',
  DateTime: 'DateTimeFilter',
  Float: 'FloatFilter',
  Int: 'FloatFilter',
  '[String!]': 'CodesFilter',
};

/** Finds a type of a document by name. */
export type FindType = (name: string) => DefinitionNode | undefined;

/**
 * The leaves that a type and its fields state by `@filter`, or the keys by `@sort`: those of its fields first.
 *
 * @throws Error where one is about a field that does not exist or has no category
 */
export function leavesOf(
  type: ObjectTypeDefinitionNode,
  directive: 'filter' | 'sort' | 'facet' | 'histogram' | 'sum',
  findType: FindType,
): readonly Leaf[] {
  const own = (type.fields ?? []).flatMap((field) =>
    statedAt(field, directive).map((stated) => leafOf(stated, type, field, findType)),
  );
  const further = statedAt(type, directive).map((stated) => {
    const [typeName = '', fieldName = ''] = (stated.of ?? '').split('.');
    const holder = findType(typeName);
    const field =
      holder?.kind === Kind.OBJECT_TYPE_DEFINITION && holder.fields?.find((each) => each.name.value === fieldName);
    if (!field) throw new Error(`@${directive} of ${type.name.value} is about ${stated.of}, which is not a field`);
    return leafOf(stated, holder, field, findType);
  });
  return [...own, ...further];
}

function leafOf(stated: Stated, type: ObjectTypeDefinitionNode, field: FieldDefinitionNode, findType: FindType): Leaf {
  const access = accessAt(type, field);
  const at = `${type.name.value}.${field.name.value}`;
  if (!access) throw new Error(`${at} has @filter or @sort and no data category`);
  // A leaf is compiled for a single category, so it would be looser than the field.
  if (access.also.length > 0) throw new Error(`${at} has @filter or @sort and states \`also\``);
  return {
    name: stated.name ?? field.name.value,
    description: quoted(stated.description ?? field.description?.value ?? ''),
    access,
    operators: stated.operators ?? operatorsOf(field.type, findType),
    identifies: stated.identifies ?? identifies(field),
  };
}

function operatorsOf(type: TypeNode, findType: FindType): string | null {
  if (type.kind === Kind.NON_NULL_TYPE) return operatorsOf(type.type, findType);
  if (type.kind === Kind.LIST_TYPE) return operatorsByType[`[${namedType(type.type)}!]`] ?? null;
  const name = type.name.value;
  return findType(name)?.kind === Kind.ENUM_TYPE_DEFINITION ? `${name}Filter` : (operatorsByType[name] ?? null);
}
