import { type ConstDirectiveNode, Kind } from 'graphql/language/index.js';

/** A field, an argument or a leaf of an input, which may state `@identifies`. */
interface Identifying {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** Type under which the log names what is shown or asked for here, as `@identifies` states it; null where nothing does. */
export function identifies(node: Identifying | null | undefined): string | null {
  const stated = node?.directives?.find(({ name }) => name.value === 'identifies');
  const as = stated?.arguments?.find(({ name }) => name.value === 'as')?.value;
  return as?.kind === Kind.STRING ? as.value : null;
}
