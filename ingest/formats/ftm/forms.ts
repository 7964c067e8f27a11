import { badUserInput } from '../../../schema/errors.js';
import { isFtmSchema } from '../../../schema/formats/ftm/model.js';
import type { InputFile } from '../../input/inputFile.js';
import type { FileHead, Recognition } from '../format.js';
import { openDelivery } from '../openDelivery.js';
import { parseFtmLine } from './entity.js';

/** How a file states entities: one a line, nested, or as a delta's operations. */
export type FtmForm = 'entities' | 'nested' | 'delta';

/** Version of an OpenSanctions delta: time of the run to the second, and a random tag. */
const version = /\d{14}-[a-z0-9]{3,8}/;

/** Recognises a file by its first lines; null where they are not entities. */
export function recogniseFtm({ text, name }: FileHead): Recognition | null {
  const form = formOf(text, name);
  if (form === null) return null;
  const sequence = form === 'delta' ? version.exec(name)?.[0] : undefined;
  return { version: form, ...(sequence === undefined ? {} : { sequence }) };
}

/**
 * The one form of all files of a delivery.
 *
 * @throws BAD_USER_INPUT for a file without entities, and for a delta together with another file
 */
export async function formOfDelivery(files: readonly InputFile[]): Promise<FtmForm> {
  const opened = await openDelivery(
    files,
    ({ text, name }) => formOf(text, name),
    ({ text, name }) =>
      `${name} has no FollowTheMoney entity on its first lines${/^\s*\[/.test(text) ? ', but a list of them: write each on a line of its own' : ''}.`,
  );
  const forms = opened.map((file) => file.opened);
  if (forms.includes('delta') && forms.length > 1)
    throw badUserInput('A delta is a delivery of its own: ingest one at a time, in the order of their versions.');
  return forms.includes('nested') ? 'nested' : (forms[0] ?? 'entities');
}

/** Lines among which one must be whole. */
const linesChecked = 20;

function formOf(text: string, name: string): FtmForm | null {
  // Why by name: a run without changes publishes an empty delta, which still counts in the series.
  if (text.trim() === '') return version.test(name) && /delta\.json\b/.test(name) ? 'delta' : null;
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  // The head may cut off the last line.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  for (const line of whole.filter((text) => text.trim() !== '').slice(0, linesChecked)) {
    const form = formOfLine(line);
    if (form !== null) return form;
  }
  const only = lines.filter((line) => line.trim() !== '');
  return only.length === 1 ? (formOfLine(only[0] as string) ?? formOfCutLine(only[0] as string)) : null;
}

function formOfLine(line: string): FtmForm | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = parseFtmLine(value);
  if (parsed.kind === 'deletion') return 'delta';
  if (parsed.kind === 'defect') return null;
  if (parsed.op !== null) return 'delta';
  return parsed.nested.length > 0 ? 'nested' : 'entities';
}

/** Form of an entity longer than the head, by its first members. */
function formOfCutLine(line: string): FtmForm | null {
  const start = line.slice(0, 4096);
  const schema = /"schema"\s*:\s*"(\w+)"/.exec(start)?.[1];
  if (!/^\s*\{/.test(start) || !/"id"\s*:\s*"/.test(start) || !/"properties"\s*:\s*\{/.test(line)) return null;
  if (!isFtmSchema(schema)) return null;
  return /^\s*\{\s*"op"\s*:\s*"(?:ADD|MOD|DEL)"/.test(start) ? 'delta' : 'entities';
}
