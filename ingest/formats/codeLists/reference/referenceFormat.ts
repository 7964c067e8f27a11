import type { InputFile } from '../../../input/inputFile.js';
import { dispositionsOf } from '../../dispositions.js';
import type { Format } from '../../format.js';
import { editionOfName } from './edition.js';
import { type CodePart, readParts, recogniseParts } from './parts.js';

/** How a format of code lists differs from others. */
export interface ReferenceStatement
  extends Pick<Format, 'name' | 'description' | 'publisher' | 'versions' | 'rhythm' | 'files' | 'sample'> {
  /** File of the columns' dispositions, as `dispositionsOf` takes it, e.g. `codeLists/hs.elements`. */
  readonly dispositions: string;
  /** The kinds of file that it reads; a file is of the first that recognises it. */
  readonly parts: readonly CodePart[];
  /** How to find the edition of a file; default: by its name. */
  readonly editionOf?: (files: readonly InputFile[]) => (file: InputFile) => Promise<string>;
}

/** A format of code lists: public, official, and possibly whole. */
export function referenceFormat({ dispositions, parts, editionOf = byName, ...stated }: ReferenceStatement): Format {
  return {
    ...stated,
    kinds: ['code'],
    envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
    elements: () => dispositionsOf(dispositions),
    mayBeWhole: true,
    recognise: (head) => recogniseParts(parts, head),
    read: (delivery) => readParts(stated.name, parts, dispositions, delivery, editionOf(delivery.files)),
  };
}

const byName = () => async (file: InputFile) => editionOfName(file.name);
