import type { GraphQLSchema } from 'graphql';
import { getHoverInformation, Position } from 'graphql-language-service';

/** What stands at a place of a document: its type and its description, in lines of text; '' where nothing is known. */
export function describeAt(schema: GraphQLSchema, text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  const cursor = new Position(before.length - 1, before.at(-1)?.length ?? 0);
  const found = getHoverInformation(schema, text, cursor);
  return typeof found === 'string' ? found.replace(/\n{2,}/g, '\n').trim() : '';
}
