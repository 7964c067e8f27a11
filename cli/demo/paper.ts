import picocolors from 'picocolors';
import { wrap } from './columns.js';

/** Where the demonstration prints, and how. */
export interface Paper {
  readonly out: (line: string) => void;
  readonly isTerminal: boolean;
  readonly width: number;
}

/** Colours, on a terminal. */
export const paints = (paper: Paper) => picocolors.createColors(paper.isTerminal);

/** Prints a heading. */
export function heading(paper: Paper, text: string): void {
  const { bold } = paints(paper);
  paper.out('');
  paper.out(bold(text));
  paper.out('-'.repeat(Math.min(paper.width, Math.max(20, text.length))));
}

/** Prints a paragraph, wrapped. */
export function say(paper: Paper, text: string, indent = 0): void {
  for (const line of wrap(text, paper.width - indent)) paper.out(' '.repeat(indent) + line);
}
