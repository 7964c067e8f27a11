import { type Answered, type CellPath, type CellState, cellState } from '../../../../client/index.js';

/** What is not shown in full, at its place in the text. */
export interface Mark {
  /** After the value. */
  readonly at: number;
  readonly path: CellPath;
  readonly cell: Exclude<CellState, { state: 'shown' | 'null' }>;
}

/** An answer as JSON, and what has to be said of its places. */
export interface PrintedAnswer {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Texts of others within their quotes, from and to: each has a direction of its own. */
  readonly strings: readonly (readonly [number, number])[];
}

/**
 * Prints data, and errors where there are any. Letters that turn or hide text are written as their numbers, which JSON reads as the
 * same: what is seen is what is there.
 */
export function printAnswer(answer: Answered): PrintedAnswer {
  const parts: string[] = [];
  const marks: Mark[] = [];
  const strings: [number, number][] = [];
  let length = 0;
  const put = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  const putString = (value: string) => {
    const quoted = jsonText(value);
    if (quoted.length > 2) strings.push([length + 1, length + quoted.length - 1]);
    put(quoted);
  };
  const mark = (path: CellPath, isData: boolean) => {
    if (!isData || path.length === 0 || typeof path.at(-1) === 'number') return;
    const cell = cellState(answer, path);
    if (cell.state !== 'shown' && cell.state !== 'null') marks.push({ at: length, path, cell });
  };
  const print = (value: unknown, path: CellPath, depth: number, isData: boolean): void => {
    if (Array.isArray(value)) {
      const items = value.map((item, index) => () => print(item, [...path, index], depth + 1, isData));
      putAll('[', items, ']', depth);
    } else if (typeof value === 'object' && value !== null) {
      const fields = Object.entries(value).map(([name, inner]) => () => {
        put(`${jsonText(name)}: `);
        print(inner, [...path, name], depth + 1, isData);
      });
      putAll('{', fields, '}', depth);
    } else if (typeof value === 'string') putString(value);
    else put(String(value));
    mark(path, isData);
  };
  /** One to a line; lists and objects without anything in them stay on theirs. */
  const putAll = (open: string, each: readonly (() => void)[], close: string, depth: number): void => {
    put(open);
    for (const [index, putOne] of each.entries()) {
      put(`${index === 0 ? '' : ','}\n${'  '.repeat(depth + 1)}`);
      putOne();
    }
    put(each.length === 0 ? close : `\n${'  '.repeat(depth)}${close}`);
  };
  const { data, errors } = answer;
  const members = [
    () => {
      put('"data": ');
      print(data, [], 1, true);
    },
    ...(errors
      ? [
          () => {
            put('"errors": ');
            print(errors, [], 1, false);
          },
        ]
      : []),
  ];
  putAll('{', members, '}', 0);
  return { text: parts.join(''), marks, strings };
}

/** JSON of a text, in which nothing is invisible and nothing turns the line. */
function jsonText(value: string): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu, (letter) =>
    [...Array(letter.length).keys()].map((at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}
