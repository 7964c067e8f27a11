import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Reads } from './reads.js';

/** What a document asks of a source. */
export interface Asked {
  /** Distinguishes it from that of any other document. */
  readonly id: number;
  /** Fields of a type that it asks for anywhere; null: all that there are. */
  of(type: string): ReadonlySet<string> | null;
}

/** Asks for everything: the reference that reading by need is compared with. */
export const everything: Asked = { id: 0, of: () => null };

let documents = 0;

const nothing: ReadonlySet<string> = new Set();

/**
 * What a document asks of each type, and what the resolvers of those fields read beside.
 *
 * Why by type and not by place: a loader reads for all places of an operation by one statement. Conditions and names of
 * operations are ignored: our gateway resolves them first, and any other router has columns read in vain, but none too few.
 */
export function readAsked(schema: GraphQLSchema, document: DocumentNode, reads: Reads): Asked {
  const fields = new Map<string, Set<string>>();
  const add = (type: string, field: string): void => {
    const known = fields.get(type);
    if (known?.has(field)) return;
    if (known) known.add(field);
    else fields.set(type, new Set([field]));
    for (const also of reads.get(`${type}.${field}`) ?? []) add(type, also);
  };
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        for (const type of typesOf(schema, types.getParentType())) add(type, name.value);
      },
    }),
  );
  documents += 1;
  return { id: documents, of: (type) => fields.get(type) ?? nothing };
}

/** Names of the object types that an object of this type may have. */
function typesOf(schema: GraphQLSchema, type: GraphQLNamedType | null | undefined): readonly string[] {
  if (!type) return [];
  return isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
}
