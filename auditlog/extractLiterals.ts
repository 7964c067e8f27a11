import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, print, type ValueNode, visit } from 'graphql';

/** A document with no value left in it, and the values, in the order of their places. */
export interface ExtractedDocument {
  /** Normalised text: each literal is the variable `$_1`, `$_2`, ... (more underscores where those are taken) that stands at its place in `literals`. */
  readonly text: string;
  readonly literals: readonly unknown[];
  /** SHA-256 of `text`, hex: the same for all requests that differ in their values only. */
  readonly hash: string;
}

/**
 * Lifts the literals out of a document: strings, block strings, numbers, booleans, null and enum values in arguments,
 * directives and variable defaults, and the text of descriptions. Structure stays: names, lists and input objects.
 * Comments are gone. Total for every parsed document.
 *
 * Done once for each document, and remembered as long as somebody holds it: who keeps parsed documents keeps this too.
 * A document must not be changed once it was extracted.
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
  // The fewest underscores that no variable of the document begins with, so that placeholders are told from variables.
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
      // A description has no place for a variable: its text moves, its place goes (null deletes in a visitor).
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
    // Why as text: 12345678901234567890 is a valid Int literal and no number could keep it.
    case Kind.INT:
    case Kind.FLOAT:
      return { number: node.value };
    default:
      return null;
  }
}
