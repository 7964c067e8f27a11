import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';

/** What was typed, as far as it can be read. */
export interface ReadQuestion {
  /** Undefined where it does not parse. */
  readonly document: DocumentNode | undefined;
  /** Why it does not. */
  readonly error: GraphQLError | undefined;
  /** Names of its operations, in order; an operation without a name is ''. */
  readonly operations: readonly string[];
}

/** Reads a document. Nothing typed is no error. */
export function readQuestion(text: string): ReadQuestion {
  if (/^(\s|#[^\n]*(\n|$))*$/.test(text)) return { document: undefined, error: undefined, operations: [] };
  try {
    const document = parse(text);
    const operations = operationsOf(document).map(({ name }) => name?.value ?? '');
    return { document, error: undefined, operations };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { document: undefined, error, operations: [] };
  }
}

/** The operation that would run: the one of that name, or the only one. */
export function operationToRun(document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  const operations = operationsOf(document);
  return operations.length === 1 ? operations[0] : operations.find((each) => each.name?.value === name);
}

function operationsOf({ definitions }: DocumentNode): readonly OperationDefinitionNode[] {
  return definitions.flatMap((each) => (each.kind === Kind.OPERATION_DEFINITION ? [each] : []));
}
