import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { lineOf, PolicyError, toLine } from '../loading/mistake.js';
import { shapeMistakes } from '../loading/mistakes/shapeMistakes.js';
import { placesIn, start } from '../loading/place.js';
import { productPolicy } from '../loading/policyFiles.js';
import { readTextFile } from '../loading/text.js';
import { parseYaml } from '../loading/yaml.js';
import { yamlLine } from '../loading/yamlLine.js';
import {
  caseShape,
  type KindSentence,
  kindShape,
  type PolicyCase,
  type RightsRow,
  type RoleSentence,
  rightsShape,
  roleShape,
  type SurvivorRow,
  survivorShape,
} from './shapes.js';

/** Where something is written. */
export interface At {
  readonly file: string;
  readonly line: number;
}

/** Something written, with its place. */
export type Placed<Row> = Row & { readonly at: At };

/** Everything written beside a policy to test it. */
export interface Written {
  readonly cases: readonly Placed<PolicyCase>[];
  readonly rights: readonly Placed<RightsRow>[];
  readonly roles: readonly Placed<RoleSentence>[];
  readonly kinds: readonly Placed<KindSentence>[];
  readonly survivors: readonly Placed<SurvivorRow>[];
  /** The file for a sentence on a new kind of agency. */
  readonly kindsFile: string;
  /** The file for a sentence on a new role. */
  readonly rolesFile: string;
}

/**
 * Reads the tests of a policy: `cases/*.yaml`, `cases/rights/*.yaml` and `survivors.yaml` of its directory.
 *
 * @param directory of the policy; absent: the product's own
 * @param folder of the cases, where they are not in the directory
 * @throws PolicyError one line a mistake, with file and line
 */
export function readWritten(directory: string | undefined, folder?: string): Written {
  const top = directory ?? productPolicy;
  const cases = folder ?? join(top, 'cases');
  const rights = join(cases, 'rights');
  const named = (name: string): string => join(rights, name);
  const [kindsFile, rolesFile] = [named('kinds.yaml'), named('roles.yaml')];
  return {
    cases: yamlFiles(cases).flatMap((path) => readList(path, caseShape)),
    rights: yamlFiles(rights)
      .filter((path) => path !== kindsFile && path !== rolesFile)
      .flatMap((path) => readList(path, rightsShape)),
    roles: readList(rolesFile, roleShape),
    kinds: readList(kindsFile, kindShape),
    survivors: readList(join(top, 'survivors.yaml'), survivorShape),
    kindsFile: nameOf(kindsFile),
    rolesFile: nameOf(rolesFile),
  };
}

function yamlFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => join(folder, file));
  } catch (error) {
    throw unread(folder, error);
  }
}

function readText(path: string): string {
  try {
    return readTextFile(path);
  } catch (error) {
    throw unread(path, error);
  }
}

function unread(path: string, cause: unknown): PolicyError {
  const hint = 'portcullis policy init makes a directory with all its tests; copy what is missing from a new one';
  return new PolicyError([toLine(nameOf(path), start, 'cannot be read', hint)], { cause });
}

// The product's own files are named from the top of the repository: where it is installed is of no interest.
function nameOf(path: string): string {
  return path.startsWith(productPolicy) ? join('policy', relative(productPolicy, path)) : path;
}

function readList<Shape extends z.ZodType>(path: string, shape: Shape): readonly Placed<z.output<Shape>>[] {
  const [file, text] = [nameOf(path), readText(path)];
  const data = parsed(file, text);
  const rows = z.array(shape).safeParse(data, { jitless: true });
  if (!rows.success)
    throw new PolicyError(shapeMistakes('matrix', data, rows.error.issues).map((each) => lineOf(each, file, text)));
  const placeOf = placesIn(text);
  return rows.data.map((row, index) => {
    return { ...(row as object), at: { file, line: placeOf([index]).line } } as Placed<z.output<Shape>>;
  });
}

function parsed(file: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new PolicyError([yamlLine(file, text, error)], { cause: error });
  }
}
