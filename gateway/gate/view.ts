import type { GraphQLSchema } from 'graphql';

/** What one class of viewers may ask: all whose rights are bounded alike share it, and its plans. */
export interface View {
  /** Hash of the bounds of all categories; part of every cache key. */
  readonly id: string;
  /** The schema that introspection answers from. */
  schema(): GraphQLSchema;
}
