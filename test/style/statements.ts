import type { Fault, SourceFile } from './tree.js';

/** A number as text in a select list, by the name of its column, and the rest of the statement. */
const asText = /(?:\b([a-z]\w*)::text|cast\((?:\w+\.)?(\w+) as text\))(?! as\b)|(?:::text|as text\)) as "?(\w+)"?/g;

/**
 * Statements that order by a name which their select list has as text: PostgreSQL takes the text, and sorts 10 before 2. With a
 * page behind the last row read, rows are lost.
 */
export function findOrdersByText({ path, text }: SourceFile): readonly Fault[] {
  return [...text.matchAll(asText)].flatMap((found) => {
    const column = found[1] ?? found[2] ?? found[3] ?? '';
    const [rest = ''] = text.slice(found.index).split('`', 1);
    const isOrdered = new RegExp(`\\border by (?:[^)]*,\\s*)?${column}\\b`).test(rest.replaceAll(/'[^']*'/g, ''));
    const line = text.slice(0, found.index).split('\n').length;
    return isOrdered ? [`${path}:${line}: order by the column itself, table.${column}, not by its text`] : [];
  });
}

/** Statements that end connections by a name which those of other databases of the server have too. */
export function findEndedElsewhere({ path, text }: SourceFile): readonly Fault[] {
  return [...text.matchAll(/pg_terminate_backend\([^`']*from [^`]*/g)].flatMap((found) => {
    const line = text.slice(0, found.index).split('\n').length;
    return /\bdatname\b/.test(found[0]) ? [] : [`${path}:${line}: end the connections of one database alone`];
  });
}
