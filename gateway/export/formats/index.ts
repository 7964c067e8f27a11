import { csv } from './csv/csv.js';
import type { ExportFormat } from './format.js';
import { ftm } from './ftm/ftm.js';
import { graphml } from './graphml/graphml.js';
import { jsonLines } from './jsonLines/jsonLines.js';

/** The formats of exports, by name; the first where a viewer takes any. */
export const exportFormats = {
  jsonl: jsonLines,
  csv,
  graphml,
  ftm,
} as const satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof exportFormats;
