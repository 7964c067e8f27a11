import { createRecordParser } from '../../input/text/csvFields.js';

/** Fields of the first lines of a text file, for recognising a format; a line that the head may cut off is left out. */
export function headRows(text: string, delimiter: string): string[][] {
  const lines = text.split(/\r\n?|\n/);
  const whole = text.length < 60_000 ? lines : lines.slice(0, -1);
  return whole
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const parser = createRecordParser(delimiter);
      parser.feed(line.replace(/^\uFEFF/, ''));
      return parser.end();
    });
}
