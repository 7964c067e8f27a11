import { type GraphQLError, type GraphQLSchema, validate } from 'graphql';
import { fieldsOf } from '../../../parts/coordinates.gql.js';
import type { ReadQuestion } from './readQuestion.js';

/** Something about what was typed. */
export interface Finding {
  /** Characters from the beginning. */
  readonly from: number;
  readonly to: number;
  /** `notInView`: this viewer never gets it; the graph answers it with `withheld`. */
  readonly kind: 'error' | 'notInView';
  /** Of `notInView` the field, e.g. `Consignment.risk`. */
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

/** More are not listed: one fault makes many. */
const MOST = 50;

/** What is wrong with a question, by the schema of this view; without a schema its syntax alone. */
export function checkQuestion(
  text: string,
  { document, error }: ReadQuestion,
  schema: GraphQLSchema | undefined,
): readonly Finding[] {
  if (error) return [findingOf(error, text)];
  if (!document || !schema) return [];
  return validate(schema, document, undefined, { maxErrors: MOST }).map((each) => findingOf(each, text));
}

function findingOf(error: GraphQLError, text: string): Finding {
  const [start, line] = [error.positions?.[0] ?? 0, error.locations?.[0]?.line ?? 1];
  const from = Math.min(start, text.length);
  const end = error.nodes?.[0]?.loc ? endOf(error, from) : from + 1;
  const to = Math.min(Math.max(end, from + 1), Math.max(text.length, from));
  const field = fieldOutOfView(error.message);
  if (field !== undefined) return { from, to, kind: 'notInView', message: field, line };
  return { from, to, kind: 'error', message: error.message, line };
}

/** A field that the view has not and the whole schema has, against which the gateway checks, e.g. `Consignment.risk`. */
function fieldOutOfView(message: string): string | undefined {
  const [, field = '', type = ''] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? [];
  return fieldsOf[type]?.split(' ').includes(field) ? `${type}.${field}` : undefined;
}

/** The name of what is meant, not all that hangs on it. */
function endOf(error: GraphQLError, from: number): number {
  const node = error.nodes?.[0];
  const name =
    node && 'name' in node
      ? (node.name as { readonly loc?: { readonly start: number; readonly end: number } })
      : undefined;
  return name?.loc && name.loc.start >= from ? name.loc.end : (node?.loc?.end ?? from + 1);
}
