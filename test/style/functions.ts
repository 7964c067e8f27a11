import { parseSync } from '@swc/core';

/** A function of a file. */
export interface FunctionSpan {
  readonly name: string;
  /** Its first line, from 1. */
  readonly line: number;
  /** Lines from the first to the last. */
  readonly whole: number;
  /** The same, without the lines of functions inside it that have more than three. */
  readonly own: number;
}

interface SyntaxNode {
  readonly type: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly [key: string]: unknown;
}

const functionTypes = new Set([
  'FunctionDeclaration',
  'ArrowFunctionExpression',
  'FunctionExpression',
  'ClassMethod',
  'MethodProperty',
  'Constructor',
]);
// An inner function of so few lines is read as part of the outer one.
const shortFunction = 3;

/** The functions of a TypeScript file, the outer after those inside it. */
export function functionsOf(text: string): readonly FunctionSpan[] {
  // Why a statement before it: positions are counted from the first one, and comments are none.
  const whole = `0;\n${text.replace(/^#!/, '//')}`;
  const module = parseSync(whole, { syntax: 'typescript', target: 'es2022' });
  const lineAt = lineCounter(whole, module.span.start);
  const found: FunctionSpan[] = [];
  // Gives how many lines the functions inside a node take.
  const walk = (node: unknown, around: string): number => {
    if (typeof node !== 'object' || node === null) return 0;
    if (Array.isArray(node)) return node.reduce<number>((sum, each) => sum + walk(each, around), 0);
    const syntax = node as SyntaxNode;
    const name = nameOf(syntax) ?? around;
    const inner = Object.entries(syntax).reduce((sum, [key, each]) => sum + (key === 'span' ? 0 : walk(each, name)), 0);
    const span = syntax.span ?? (syntax.function as SyntaxNode | undefined)?.span;
    if (!functionTypes.has(syntax.type) || !span) return inner;
    const line = lineAt(span.start);
    const lines = lineAt(span.end - 1) - line + 1;
    found.push({ name, line: line - 1, whole: lines, own: lines - inner });
    return lines > shortFunction ? lines : 0;
  };
  walk(module.body, 'a function');
  return found;
}

function nameOf(node: SyntaxNode): string | undefined {
  const named = (node.type === 'VariableDeclarator' ? node.id : (node.identifier ?? node.key)) as
    | { readonly value?: unknown }
    | undefined;
  return typeof named?.value === 'string' ? named.value : undefined;
}

// Positions are in bytes of UTF-8.
function lineCounter(text: string, start: number): (position: number) => number {
  const ends = [...Buffer.from(text).entries()].filter(([, byte]) => byte === 10).map(([index]) => index);
  return (position) => {
    const next = ends.findIndex((end) => end >= position - start);
    return (next === -1 ? ends.length : next) + 1;
  };
}
