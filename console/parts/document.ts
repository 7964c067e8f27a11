declare const of: unique symbol;

/** The text of a question, with the types of what it answers and what it asks for. */
export type Document<Data, Variables> = string & { readonly [of]?: (variables: Variables) => Data };
