import {
  type ASTVisitor,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isScalarType,
  isSpecifiedScalarType,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  type ValueNode,
  validate,
} from 'graphql';
import { type ErrorDetails, isPortcullisError, PortcullisError } from '../../schema/errors.js';
import { isPlainlyValid } from './plainlyValid.js';

/** Errors reported at most; each costs a message. */
const MAX_ERRORS = 20;

/**
 * Validates a document, without suggestions.
 *
 * @param rules beside those of the specification
 * @throws PortcullisError with the first error's message and place, and the others: GRAPHQL_VALIDATION_FAILED, or
 *   BAD_USER_INPUT for a literal of one of our scalars
 */
export function assertValid(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[] = [],
): void {
  if (rules.length === 0 && isPlainlyValid(schema, document)) return;
  const [first, ...more] = validate(schema, document, [scalarsAreWellFormed, ...specifiedRules, ...rules], {
    maxErrors: MAX_ERRORS,
    hideSuggestions: true,
  }).flatMap(toOwn);
  if (first) throw new PortcullisError(first.code, { ...detailsOf(first), more });
}

/** None where another rule repeats, without a place, what `scalarsAreWellFormed` has said. */
function toOwn(error: GraphQLError): readonly PortcullisError[] {
  if (isPortcullisError(error)) return error.nodes ? [error] : [];
  return [new PortcullisError('GRAPHQL_VALIDATION_FAILED', detailsOf(error))];
}

function detailsOf({ message, nodes = [], extensions }: GraphQLError): Pick<ErrorDetails, 'message' | 'nodes' | 'at'> {
  return { message, nodes, ...(typeof extensions.at === 'string' ? { at: extensions.at } : {}) };
}

/**
 * Validation rule: literals of our scalars are well-formed. It goes before the rules of the specification, which check the
 * same without naming the place.
 */
export function scalarsAreWellFormed(context: ValidationContext): ASTVisitor {
  /** Coordinates of the enclosing inputs. */
  const around: string[] = [];
  const within = (coordinate: (name: string) => string) => ({
    enter: (node: { readonly name: { readonly value: string } }) => void around.push(coordinate(node.name.value)),
    leave: () => void around.pop(),
  });
  const leaf = (node: ValueNode): void => {
    const type = getNamedType(context.getInputType());
    if (!isScalarType(type) || isSpecifiedScalarType(type)) return;
    try {
      type.parseLiteral(node);
    } catch (error) {
      if (!isPortcullisError(error)) return;
      const at = around.at(-1) ?? type.name;
      context.reportError(new PortcullisError(error.code, { message: error.message, nodes: [node], at }));
    }
  };
  return {
    VariableDefinition: {
      enter: ({ variable }) => void around.push(`$${variable.name.value}`),
      leave: () => void around.pop(),
    },
    Argument: within((name) => {
      const directive = context.getDirective();
      const holder = directive
        ? `@${directive.name}`
        : `${context.getParentType()?.name}.${context.getFieldDef()?.name}`;
      return `${holder}(${name}:)`;
    }),
    ObjectField: within((name) => `${getNamedType(context.getParentInputType())?.name}.${name}`),
    IntValue: leaf,
    FloatValue: leaf,
    StringValue: leaf,
    BooleanValue: leaf,
    EnumValue: leaf,
  };
}
