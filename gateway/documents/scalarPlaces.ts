import {
  type ASTVisitor,
  getNamedType,
  isScalarType,
  isSpecifiedScalarType,
  type ValidationContext,
  type ValueNode,
} from 'graphql';
import { isPortcullisError, PortcullisError } from '../../schema/errors.js';

/**
 * Validation rule: literals of the scalars that are ours are well-formed, wherever they stand. It comes before the rules
 * of the specification, which say the same without naming the place.
 */
export function scalarsAreWellFormed(context: ValidationContext): ASTVisitor {
  /** Coordinates of the inputs around. */
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
