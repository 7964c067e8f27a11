import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, print, type ValueNode, visit } from 'graphql';

/** A document without its literal values, and these values in order. */
export interface ExtractedDocument {
  /** Normalised text: the n-th literal is the variable `$_n`, with more underscores if the document uses such names. */
  readonly text: string;
  readonly literals: readonly unknown[];
  /** SHA-256 of `text`, hex: the same for all requests that differ only in their values. */
  readonly hash: string;
}

/**
 * Extracts the literals of a document: strings, block strings, numbers, booleans, null and enum values in arguments,
 * directives and variable defaults, and the text of descriptions. Structure stays: names, lists and input objects.
 * Comments are dropped. Total for every parsed document.
 *
 * The result is remembered as long as the document is held, so the document must not be changed afterwards.
 */
export function extractLiterals(document: DocumentNode): ExtractedDocument {
  const known = extractedDocuments.get(document) ?? extract(document);
  extractedDocuments.set(document, known);
  return known;
}

const extractedDocuments = new WeakMap<DocumentNode, ExtractedDocument>();

function extract(document: DocumentNode): ExtractedDocument {
  const literals: unknown[] = [];
  const places: { value: string }[] = [];
  // Longer than the leading underscores of any variable of the document, so that placeholders are distinct.
  let prefix = '_';
  const take = (node: ValueNode) => {
    literals.push(literalOf(node));
    const name = { kind: Kind.NAME, value: '' } as const;
    places.push(name as { value: string });
    return { kind: Kind.VARIABLE, name } as const;
  };
  const extracted = visit(document, {
    Variable: ({ name }) => {
      while (name.value.startsWith(prefix)) prefix += '_';
    },
    IntValue: take,
    FloatValue: take,
    StringValue: (node, key) => {
      const placeholder = take(node);
      // A description cannot be a variable: its text is taken, and null deletes the node.
      return key === 'description' ? null : placeholder;
    },
    BooleanValue: take,
    NullValue: take,
    EnumValue: take,
  });
  for (const [index, place] of places.entries()) place.value = `${prefix}${index + 1}`;
  const text = print(extracted);
  return { text, literals, hash: createHash('sha256').update(text, 'utf8').digest('hex') };
}

function literalOf(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.BOOLEAN:
    case Kind.STRING:
    case Kind.ENUM:
      return node.value;
    // As text: 12345678901234567890 is a valid Int literal that no number can hold.
    case Kind.INT:
    case Kind.FLOAT:
      return { number: node.value };
    default:
      return null;
  }
}
