import type { InputFile } from '../../../input/inputFile.js';
import { dispositionsOf } from '../../dispositions.js';
import type { Format } from '../../format.js';
import { editionOfName } from './edition.js';
import { type CodePart, readParts, recogniseParts } from './parts.js';

/** What a format of code lists states of itself. */
export interface ReferenceStatement
  extends Pick<Format, 'name' | 'description' | 'publisher' | 'versions' | 'files' | 'sample'> {
  /** As `dispositionsOf` names what becomes of the columns, e.g. `codeLists/hs.elements`. */
  readonly dispositions: string;
  /** The kinds of file that it reads; a file is of the first that knows it. */
  readonly parts: readonly CodePart[];
  /** How a file of a delivery says its edition; default: by its name. */
  readonly editionOf?: (files: readonly InputFile[]) => (file: InputFile) => Promise<string>;
}

/** A format of code lists, with what all of them share: they are public, official, and may be whole. */
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

function byName() {
  return async (file: InputFile): Promise<string> => editionOfName(file.name);
}
