import type { Viewer } from '../../../../client/index.js';

/** What is asked, as it is sent. */
export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
}

/**
 * A command that asks the same, for whoever has a token in `$TOKEN`: none is in it. All of it is ASCII without control characters, so
 * that nothing typed acts on the terminal it is pasted into.
 */
export function curlOf({ query, variables, operationName }: Asked, viewer: Viewer): string {
  const headers = [
    ['Content-Type', 'application/json'],
    ['Query-Purpose', encodeURIComponent(viewer.purpose)],
    ['Case-Reference', viewer.caseReference && encodeURIComponent(viewer.caseReference)],
    ['Query-Justification', viewer.justification && encodeURIComponent(viewer.justification)],
  ].flatMap(([name, value]) => (value ? [`-H ${quoted(`${name}: ${value}`)}`] : []));
  const body = JSON.stringify({ query, variables, operationName });
  return [
    `curl -s ${quoted(viewer.server)}`,
    '-H "Authorization: Bearer $TOKEN"',
    ...headers,
    `--data-raw ${quoted(ascii(body))}`,
  ].join(' \\\n  ');
}

/** One word of a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

function ascii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
