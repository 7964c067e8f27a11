/** A piece of text, and how a terminal colours it. */
export interface Piece {
  readonly text: string;
  readonly paint: (text: string) => string;
}

/** Widths of a table: one column of labels, then equal ones. */
export interface Columns {
  /** One row as lines; long pieces are wrapped at spaces. */
  row(label: string, pieces: readonly Piece[]): string[];
  /** Characters across. */
  readonly width: number;
}

const labelWidth = 12;
const gap = 2;

/** Columns for so many pieces within `width` characters. */
export function createColumns(count: number, width: number): Columns {
  const each = Math.floor((width - labelWidth - gap * count) / count);
  return {
    width: labelWidth + (gap + each) * count,
    row: (label, pieces) => {
      const wrapped = pieces.map((piece) => wrap(piece.text, each));
      const height = Math.max(1, ...wrapped.map((lines) => lines.length));
      return Array.from({ length: height }, (_, index) => {
        const cells = pieces.map((piece, column) => {
          const text = wrapped[column]?.[index] ?? '';
          return piece.paint(text) + ' '.repeat(each - widthOf(text));
        });
        return [pad(index === 0 ? label : '', labelWidth), ...cells].join(' '.repeat(gap)).trimEnd();
      });
    },
  };
}

/** Wraps a text at spaces to lines of at most `width` characters; a longer word is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((part) => cut(part, width))) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function cut(word: string, width: number): string[] {
  const characters = [...word];
  const pieces: string[] = [];
  while (characters.length > width) pieces.push(characters.splice(0, width).join(''));
  return [...pieces, characters.join('')];
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Columns that a terminal uses: Chinese characters take two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0);
}
