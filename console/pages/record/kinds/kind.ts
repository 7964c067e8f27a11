import type { Document } from '../../../parts/document.js';
import type { Field } from './field.js';

/** Fields that are read together, under a heading of texts/record.ts. */
export interface Group {
  readonly id: string;
  readonly fields: readonly Field[];
}

/** A table of what a record is linked with: a connection of its type. */
export interface LinkTable {
  readonly name: string;
  /** Type of a row. */
  readonly type: string;
  readonly columns: readonly Field[];
}

/** Records of one kind that may be the same as somebody. */
export interface Candidates {
  /** From the owner, the list and how its search went. */
  readonly at: readonly string[];
  /** Kind of record. */
  readonly of: string;
  /** Type of one match. */
  readonly type: string;
  readonly columns: readonly Field[];
}

/** Candidates who may be the same as the record itself, or as each whom it names. */
export interface MatchTable {
  /** Heading, in texts/record.ts. */
  readonly id: string;
  readonly question: Document<unknown, { id: string }>;
  readonly of: readonly Candidates[];
  /** The list of those whom it names: where it is, the type of one, and what one is called by. */
  readonly each?: { readonly at: readonly string[]; readonly type: string; readonly called: readonly Field[] };
}

/** All that the page knows of a kind of record, or of things that have a number. */
export interface Kind {
  readonly type: string;
  /** Where the question's answer has it. */
  readonly root: 'node' | 'container' | 'vessel';
  /** The field by which a record is called; absent: by its kind. */
  readonly title?: string;
  readonly question: Document<unknown, { id: string }>;
  readonly groups: readonly Group[];
  /** Whether it has an envelope, provenance and versions. */
  readonly isRecord: boolean;
  readonly links?: {
    /** Asks, besides `LinkVariables`, each table where the variable of its name is true. */
    readonly question: Document<unknown, never>;
    readonly tables: readonly LinkTable[];
  };
  readonly matches?: readonly MatchTable[];
}

/** What the questions for links are asked with: a page, and whether a table is asked for. */
export type LinkVariables = { readonly id: string; readonly first: number; readonly after?: string } & {
  readonly [table: string]: string | number | boolean;
};

/** The variables that ask for a page of some of the tables. */
export function linkVariables(
  tables: readonly LinkTable[],
  page: { readonly id: string; readonly first: number; readonly after?: string },
  asked: (table: LinkTable) => boolean,
): LinkVariables {
  return { ...Object.fromEntries(tables.map((table) => [table.name, asked(table)])), ...page };
}

export const group = (id: string, ...fields: readonly Field[]): Group => ({ id, fields });
export const links = (name: string, type: string, ...columns: readonly Field[]): LinkTable => ({ name, type, columns });
