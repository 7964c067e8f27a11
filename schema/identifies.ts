import { type ConstDirectiveNode, Kind } from 'graphql/language/index.js';

/** A field, an argument or a leaf of an input, any of which may state `@identifies`. */
interface Identifying {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** The type under which the log names the number shown or stated here, from `@identifies`; null without it. */
export function identifies(node: Identifying | null | undefined): string | null {
  const stated = node?.directives?.find(({ name }) => name.value === 'identifies');
  const as = stated?.arguments?.find(({ name }) => name.value === 'as')?.value;
  return as?.kind === Kind.STRING ? as.value : null;
}
